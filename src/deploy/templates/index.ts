import type { JsonObject } from '../../model/json.ts';
import type { TemplateName } from '../classes.ts';
import type { Workload } from '../workload.ts';
import { agentgatewayPod, agentgatewayWaypointPod } from './agentgateway.ts';
import { kubeGatewayPod } from './kube-gateway.ts';
import { waypointPod } from './waypoint.ts';

/** What the templates differ in. */
export interface Template {
  readonly podSpec: (workload: Workload) => JsonObject;
  /** The label of pods that says who manages them, which some templates fix whatever the controller is called (DEP-27). */
  readonly managedBy?: string;
  /** It prints the Gateway's name and the uid in the Service without quotes (DEP-29, DEP-30). */
  readonly unquoted: boolean;
  /** Its pods are kept out of ambient mode (DEP-26). */
  readonly waypoint: boolean;
  /** A ServiceAccount has an owner even where Kubernetes would not bear it (DEP-28). */
  readonly ownsServiceAccount: boolean;
  /** Service ports are TCP, whatever protocol they are for (DEP-36). */
  readonly onlyTcp: boolean;
  /** Annotations that the Service has unless the Gateway says otherwise (DEP-23). */
  readonly serviceAnnotations: Readonly<Record<string, string>>;
}

const agentgateway: Template = {
  podSpec: agentgatewayPod,
  managedBy: 'istio.io-agentgateway-controller',
  unquoted: true,
  waypoint: false,
  ownsServiceAccount: true,
  onlyTcp: true,
  serviceAnnotations: {},
};

/** The templates by name. */
export const templates: Readonly<Record<TemplateName, Template>> = {
  agentgateway,
  'agentgateway-waypoint': {
    ...agentgateway,
    podSpec: agentgatewayWaypointPod,
    managedBy: 'istio.io-agentgateway-waypoint-controller',
    waypoint: true,
  },
  'kube-gateway': {
    podSpec: kubeGatewayPod,
    managedBy: 'istio.io-gateway-controller',
    unquoted: true,
    waypoint: false,
    ownsServiceAccount: false,
    onlyTcp: false,
    serviceAnnotations: {},
  },
  waypoint: {
    podSpec: waypointPod,
    unquoted: false,
    waypoint: true,
    ownsServiceAccount: false,
    onlyTcp: true,
    serviceAnnotations: { 'networking.istio.io/traffic-distribution': 'PreferClose' },
  },
};
