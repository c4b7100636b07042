/** Why Istio does not answer with a status; `undefined` if it does. That 600 passes is Istio's own doing. */
export function httpStatusError(status: number): string | undefined {
  return status >= 200 && status <= 600 ? undefined : `HTTP status ${status} is not in range 200-599`;
}

/** Runs of codes for which Go knows a text; those of one number stand for themselves. */
const registered: readonly (readonly [number, number])[] = [
  [100, 103],
  [200, 208],
  [226, 226],
  [300, 305],
  [307, 308],
  [400, 418],
  [421, 426],
  [428, 429],
  [431, 431],
  [451, 451],
  [500, 508],
  [510, 511],
];

/** Whether a status is one of those that Go has a text for. */
export function isRegisteredStatus(status: number): boolean {
  return registered.some(([first, last]) => status >= first && status <= last);
}
