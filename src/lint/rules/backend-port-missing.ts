import type { BackendObjectReference } from '../../model/gateway-api.ts';
import { isObject } from '../../model/json.ts';
import type { Path, Place, Resource } from '../../model/resource.ts';
import { type BackendPorts, createBackendPorts } from '../backend-ports.ts';
import type { Fix } from '../finding.ts';
import { fromDiagnostics } from '../from-diagnostics.ts';
import { fromIssues } from '../from-issues.ts';
import { pathText } from '../path-text.ts';
import { fieldOf } from '../resource-fields.ts';
import { routeLoss } from '../route-loss.ts';
import type { Rule, RuleContext } from '../rule.ts';

const rule = 'backend-port-missing';

export const backendPortMissing: Rule = {
  code: 'GWX0205',
  name: rule,
  severity: 'error',
  description: 'a backendRef lacks the port',
  rationale:
    'The API server refuses a Service reference without port. Of kinds where it does not, istiod drops all rules of the route.',
  remedy: 'add the port of the Service',
  examples: { bad: 'backendRefs: [{name: cart}]', good: 'backendRefs: [{name: cart, port: 80}]' },
  equivalents: { istioctl: ['IST0112'] },
  check(context) {
    const portsOf = createBackendPorts(context.conversion);
    const lookUp = (place: Place | undefined) => {
      if (place === undefined || !('path' in place)) return undefined;
      return portsOf(place.resource, refOf(fieldOf(place.resource, place.path)));
    };
    const told = placesTold(context);
    fromDiagnostics(rule, {
      help: ({ place }) => helpFor(place, lookUp(place)),
      fix: ({ place }) => addPort(place, lookUp(place)),
    })(context);
    fromIssues(
      {
        condition: 'ResolvedRefs',
        reason: 'InvalidDestination',
        message: /^port is required in backendRef$/,
        where: ({ place }) => !told.has(keyOf(place.resource, place.path)),
      },
      {
        help: ({ place }) => helpFor(place, lookUp(place)),
        fix: ({ place }) => addPort(place, lookUp(place)),
      },
    )(context);
  },
};

/** The backendRefs whose missing port was found in reading, and those whose port is there and wrong (LN-60). */
function placesTold({ input }: RuleContext): ReadonlySet<string> {
  return new Set(
    input.diagnostics.flatMap((diagnostic) => {
      const { place } = diagnostic;
      if (place === undefined || !('path' in place)) return [];
      if (diagnostic.rule === rule) return [keyOf(place.resource, place.path)];
      return place.path.at(-1) === 'port' ? [keyOf(place.resource, place.path.slice(0, -1))] : [];
    }),
  );
}

function keyOf({ kind, metadata }: Resource, path: Path): string {
  return `${kind} ${metadata.namespace}/${metadata.name} ${pathText(path)}`;
}

function refOf(value: unknown): BackendObjectReference {
  if (!isObject(value)) return {};
  const { group, kind, name, namespace } = value;
  return {
    ...(typeof group === 'string' && { group }),
    ...(typeof kind === 'string' && { kind }),
    ...(typeof name === 'string' && { name }),
    ...(typeof namespace === 'string' && { namespace }),
  };
}

function helpFor(place: Place | undefined, backend: BackendPorts | undefined): string {
  const numbers = backend?.ports.flatMap(({ port }) => port ?? []) ?? [];
  const remedy =
    backend === undefined || numbers.length === 0
      ? 'add the port of the Service'
      : `add "port": ${backend.name} has ${numbers.length === 1 ? 'port' : 'ports'} ${numbers.join(', ')}`;
  return `${remedy}; ${routeLoss(place)}`;
}

/** Where there is one port, no other can be meant. */
function addPort(place: Place | undefined, backend: BackendPorts | undefined): Fix | undefined {
  const [only, ...others] = backend?.ports ?? [];
  if (place === undefined || !('path' in place) || only?.port === undefined || others.length > 0) return undefined;
  const beside = { resource: place.resource, path: [...place.path, 'name'] };
  const value = String(only.port);
  return { title: `add port: ${value}`, safe: true, edits: [{ beside, key: 'port', value }] };
}
