import type { ConversionResult } from '../convert/result.ts';
import type { Input } from '../input/load.ts';
import type { ValidationFinding } from '../istio-validation/index.ts';
import type { JsonObject } from '../model/json.ts';
import { indexLabels, type LabelIndex } from '../model/label-index.ts';
import type { RegularExpressions } from '../model/regular-expressions.ts';
import type { Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import { type AbsentReference, absentReferences } from './absent-references.ts';
import { type GatewayReference, gatewayReferences } from './gateway-references.ts';
import { indexMeshHosts, type MeshHosts } from './mesh-hosts.ts';
import { producedSecrets } from './secret-producers.ts';

/** What rules about Istio's own objects look at; each part is worked out when it is first asked for. */
export interface IstioFacts {
  /** Every object with something that Istio's validation says of it. */
  validated(): readonly Validated[];
  gatewayReferences(): readonly GatewayReference[];
  meshHosts(): MeshHosts;
  absentReferences(): readonly AbsentReference[];
  /** The Pods of the input, by labels. They are never demanded, and only add evidence (LN-27). */
  pods(): LabelIndex<Resource>;
  /** The Secrets, as `namespace/name`, that something in the input makes. */
  producedSecrets(): ReadonlySet<string>;
  readonly meshConfig: JsonObject | undefined;
}

export interface Validated {
  readonly resource: Resource;
  readonly findings: readonly ValidationFinding[];
}

const validatedCrds = [
  'destinationrules.networking.istio.io',
  'gateways.networking.istio.io',
  'serviceentries.networking.istio.io',
  'virtualservices.networking.istio.io',
] as const;

/** Istio's validation is loaded where the input holds what it looks at. */
export async function createIstioFacts(
  { index, expressions, meshConfig }: Input,
  conversion: ConversionResult,
): Promise<IstioFacts> {
  const { domainSuffix } = conversion.settings;
  const validate = expressions && (await loadValidation(expressions));
  const facts: IstioFacts = {
    validated: once(() => (validate === undefined ? [] : validateAll(index, validate))),
    gatewayReferences: once(() => gatewayReferences(index, conversion)),
    meshHosts: once(() => indexMeshHosts(index, domainSuffix)),
    absentReferences: once(() => absentReferences(index, facts, domainSuffix)),
    producedSecrets: once(() => producedSecrets(index)),
    pods: once(() => indexLabels<Resource>(index.list('pods.'), ({ metadata }) => metadata.labels ?? {})),
    meshConfig,
  };
  return facts;
}

/** What Istio's validation says of an object. */
type Validate = (resource: Resource) => readonly ValidationFinding[];

async function loadValidation(expressions: RegularExpressions): Promise<Validate> {
  const { validateIstioResource } = await import('../istio-validation/index.ts');
  return (resource) => validateIstioResource(resource, { expressions });
}

function validateAll(index: ResourceIndex, validate: Validate): readonly Validated[] {
  return validatedCrds
    .flatMap((crd): readonly Resource[] => index.list(crd))
    .map((resource) => ({ resource, findings: validate(resource) }))
    .filter(({ findings }) => findings.length > 0);
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}
