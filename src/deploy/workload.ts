import type { GatewaySpec } from '../model/gateway-api.ts';
import type { JsonObject } from '../model/json.ts';
import type { Resource } from '../model/resource.ts';
import type { DeployedClass } from './classes.ts';
import type { Infrastructure } from './infrastructure.ts';
import type { ServicePort } from './ports.ts';
import type { ProcessIds } from './process-ids.ts';
import type { ProxyConfig } from './proxy-config.ts';

/** Everything that the templates are given about one Gateway. */
export interface Workload {
  readonly gateway: Resource<GatewaySpec>;
  readonly class: DeployedClass;
  readonly className: string;
  /** Of the Deployment and everything but the ServiceAccount (DEP-16). */
  readonly name: string;
  readonly serviceAccount: string;
  readonly infrastructure: Infrastructure;
  readonly ports: readonly ServicePort[];
  readonly serviceType: string;
  readonly values: JsonObject;
  readonly proxyConfig: ProxyConfig;
  readonly trustDomain: string;
  readonly clusterId: string;
  readonly revision: string;
  readonly kubernetesMinor: number;
  readonly ids: ProcessIds;
  /** Whether objects refer to an owner that has no uid. */
  readonly ownedWithoutUid: boolean;
  /** What a text becomes where a template prints it without quotes (DEP-30). */
  readonly unquoted: (text: string) => unknown;
}
