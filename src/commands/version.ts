/** The version of gwx, that of package.json, and what it mirrors. */
export const version = '0.1.0';
export const mirrored = 'Istio 1.32 development line, 86c9f01; Gateway API 1.6.1';
