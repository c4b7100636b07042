/** 0 fine, 1 findings or refused input, 2 wrong usage, 3 input that cannot be read or parsed, 4 a bug in gwx. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

const worstFirst: readonly ExitCode[] = [4, 2, 3, 1];

/** The one code of a run in which several apply. */
export function worst(codes: readonly ExitCode[]): ExitCode {
  return worstFirst.find((code) => codes.includes(code)) ?? 0;
}
