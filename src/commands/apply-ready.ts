import type { ApplyReadyMessage, ApplyReadyResult, MessageLevel } from '../convert/apply-ready/index.ts';
import type { ConversionResult, IstioResource } from '../convert/result.ts';
import type { Severity } from '../model/diagnostic.ts';
import { loadRegularExpressions, noRegularExpressions } from '../model/regular-expressions.ts';
import { namespacedName, type Resource } from '../model/resource.ts';
import { printedResource } from '../output/printed-resource.ts';
import { yamlDocument } from '../output/yaml.ts';
import type { Conversion } from './conversion.ts';
import type { ApplyReadyRequest } from './convert-flags.ts';
import { locateAll } from './locate.ts';

/** The resources to apply, once everything that is to be said about them is said. */
export interface Applied {
  readonly resources: readonly IstioResource[];
  /** Something has no faithful form. */
  readonly refused: boolean;
}

/** Renders a conversion for `kubectl apply` and reports what does not come along. */
export async function renderForApply(conversion: Conversion, request: ApplyReadyRequest): Promise<Applied> {
  const { result, messages } = conversion;
  const { holdsExpressions, renderApplyReady } = await import('../convert/apply-ready/index.ts');
  const expressions = holdsExpressions(result) ? await loadRegularExpressions() : noRegularExpressions;
  const rendered = renderApplyReady(result, { ...request, expressions });
  reportMessages(rendered, conversion);
  for (const name of unknownGateways(request, result)) {
    messages.note(`--gateway-selector ${name}=...: the input has no Gateway of that name`);
  }
  return { resources: rendered.resources, refused: rendered.messages.some(({ level }) => level === 'error') };
}

/** A conversion with what the parents that only the apply-ready form knows come to (AF-79). */
export function withLegacyMesh(conversion: Conversion): Conversion {
  const { result } = conversion;
  const { routes, issues, assumptions } = result.legacyMesh;
  const written = new Set<Resource>(routes.map(({ binding }) => binding.parent.route));
  // That istiod ignores the parent is said with what is written for it.
  const others = result.issues.filter(
    ({ reason, subject }) => reason !== 'parent-ref-ignored' || !written.has(subject.resource),
  );
  const known = new Set(result.assumptions.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`));
  const added = assumptions.filter(({ kind, namespace, name }) => !known.has(`${kind} ${namespace}/${name}`));
  const both = { issues: [...others, ...issues], assumptions: [...result.assumptions, ...added] };
  return { ...conversion, result: { ...result, ...both } };
}

const severities: Readonly<Record<MessageLevel, Severity>> = { error: 'error', note: 'info', warning: 'warning' };

function reportMessages({ messages: said, corrections }: ApplyReadyResult, { locator, messages }: Conversion): void {
  const located = (list: readonly ApplyReadyMessage[]) =>
    locateAll(
      list.map(({ level, code, message, ...rest }) => {
        return { ...rest, severity: severities[level], message: `${message} [${code}]` };
      }),
      locator,
    );
  const isError = ({ level }: ApplyReadyMessage) => level === 'error';
  messages.remark(located(said.filter((one) => !isError(one))));
  for (const correction of corrections) messages.note(correction);
  messages.report(located(said.filter(isError)));
  for (const suggestion of said.flatMap((message) => message.suggestion ?? [])) {
    const { kind, metadata } = suggestion;
    const text = yamlDocument(printedResource(suggestion));
    messages.show(`suggested ${kind} ${metadata.namespace}/${metadata.name}:`, text);
  }
}

/** The Gateways that were given a selector and are not there. */
function unknownGateways({ selectors }: ApplyReadyRequest, { gateways }: ConversionResult): readonly string[] {
  const known = new Set(gateways.map(({ resource }) => namespacedName(resource.metadata)));
  const named = selectors.flatMap(({ gateway }) => (gateway === undefined ? [] : namespacedName(gateway)));
  return named.filter((name) => !known.has(name));
}
