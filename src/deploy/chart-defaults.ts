import type { JsonObject } from '../model/json.ts';

/** The image that the chart of the development branch names: releases name their own (DEP-70). */
export const developmentImage = { hub: 'registry.istio.io/testing', tag: 'latest' };

const requests = { cpu: '100m', memory: '128Mi' };

/** What the chart gives the control plane where nobody says otherwise, as far as the templates read it (DEP-70). */
export const chartDefaults: JsonObject = {
  global: {
    ...developmentImage,
    variant: '',
    istioNamespace: 'istio-system',
    pilotCertProvider: 'istiod',
    caAddress: '',
    caName: '',
    network: '',
    meshID: '',
    multiCluster: { clusterName: '' },
    imagePullPolicy: '',
    imagePullSecrets: [],
    logAsJson: false,
    logging: { level: 'default:info' },
    sds: { token: { aud: 'istio-ca' } },
    sts: { servicePort: 0 },
    proxy: {
      image: 'proxyv2',
      clusterDomain: 'cluster.local',
      logLevel: 'warning',
      componentLogLevel: 'misc:error',
      outlierLogPath: '',
      resources: { limits: { cpu: '2000m', memory: '1024Mi' }, requests },
    },
    waypoint: {
      resources: { limits: { cpu: '2', memory: '1Gi' }, requests },
      affinity: {},
      nodeSelector: {},
      tolerations: [],
      topologySpreadConstraints: [],
    },
  },
  gateways: { securityContext: {}, seccompProfile: {} },
  revision: '',
};
