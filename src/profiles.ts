/** The releases whose behaviour is mirrored. */
export const profile = { istio: '1.32', istioCommit: '86c9f01', gatewayApi: '1.6.1' };
