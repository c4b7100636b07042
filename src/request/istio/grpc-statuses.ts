const unknown = 2;

const ofHTTP: ReadonlyMap<number, number> = new Map([
  [400, 13],
  [401, 16],
  [403, 7],
  [404, 12],
  [429, 14],
  [502, 14],
  [503, 14],
  [504, 14],
]);

const names = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** E-40: the status in which Envoy puts its own answer to a gRPC call. */
export function grpcStatusOf(httpStatus: number): number {
  return ofHTTP.get(httpStatus) ?? unknown;
}

/** The number of a status by its name; undefined for a name that gRPC does not know. */
export function grpcStatusNamed(name: string): number | undefined {
  const status = names.indexOf(name);
  return status < 0 ? undefined : status;
}
