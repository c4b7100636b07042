import { kindsOfGroups } from '../../model/kind-groups.ts';
import { splitApiVersion } from '../../model/kinds.ts';
import { groups } from '../../model/names.ts';
import { nearest } from '../../model/nearest.ts';
import type { Rule } from '../rule.ts';

export const unknownKind: Rule = {
  code: 'GWX0106',
  name: 'unknown-kind',
  severity: 'warning',
  description: 'a known API group has no such kind',
  rationale: 'The API server refuses the object: "no matches for kind". Kinds of other groups are skipped and counted.',
  remedy: 'correct kind or apiVersion',
  examples: {
    bad: 'apiVersion: gateway.networking.k8s.io/v1\nkind: HttpRoute',
    good: 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute',
  },
  check({ input, report }) {
    for (const resource of input.strangers) {
      const { apiVersion, kind } = resource;
      const { group } = splitApiVersion(apiVersion);
      const kinds = kindsOfGroups[group] ?? [];
      // A version that is not known is a mistake of another kind.
      if (kinds.includes(kind)) continue;
      const place = { resource, path: ['kind'] };
      const [near] = nearest(kind, kinds);
      const home = Object.keys(kindsOfGroups).find(
        (other) => other !== groups.gatewayFormer && kindsOfGroups[other]?.includes(kind),
      );
      if (near !== undefined) {
        const fix = { title: `write ${near}`, safe: true, edits: [{ place, newText: near }] };
        const isSameWord = near.toLowerCase() === kind.toLowerCase();
        const message = `no kind "${kind}" in group "${group}"; did you mean "${near}"?`;
        report({ severity: 'error', message, place, help: `write ${near}`, ...(isSameWord && { fix }) });
      } else if (home !== undefined) {
        report({ message: `kind "${kind}" belongs to group "${home}"`, place, help: `use an apiVersion of ${home}` });
      } else {
        report({ message: `no kind "${kind}" in group "${group}"`, place, help: `its kinds are ${kinds.join(', ')}` });
      }
    }
  },
};
