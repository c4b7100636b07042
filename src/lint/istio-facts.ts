import type { ConversionResult } from '../convert/result.ts';
import type { Input } from '../input/load.ts';
import { type ValidationFinding, validateIstioResource } from '../istio-validation/index.ts';
import type { JsonObject } from '../model/json.ts';
import { indexLabels, type LabelIndex } from '../model/label-index.ts';
import type { Resource } from '../model/resource.ts';
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

export function createIstioFacts({ index, expressions, meshConfig }: Input, conversion: ConversionResult): IstioFacts {
  const { domainSuffix } = conversion.settings;
  const validate = (): readonly Validated[] => {
    if (expressions === undefined) return [];
    return validatedCrds
      .flatMap((crd): readonly Resource[] => index.list(crd))
      .map((resource) => ({ resource, findings: validateIstioResource(resource, { expressions }) }))
      .filter(({ findings }) => findings.length > 0);
  };
  const facts: IstioFacts = {
    validated: once(validate),
    gatewayReferences: once(() => gatewayReferences(index, conversion)),
    meshHosts: once(() => indexMeshHosts(index, domainSuffix)),
    absentReferences: once(() => absentReferences(index, facts, domainSuffix)),
    producedSecrets: once(() => producedSecrets(index)),
    pods: once(() => indexLabels<Resource>(index.list('pods.'), ({ metadata }) => metadata.labels ?? {})),
    meshConfig,
  };
  return facts;
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}
