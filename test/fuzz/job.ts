/** What a thread is asked to do: run gwx with these arguments, or read a text in two ways. */
export type Job = { readonly args: readonly string[]; readonly stdin: Uint8Array | string } | { readonly text: string };

/** What came of it. Of two readings: 0 if both are the same or not to be compared, 1 if not, with both of them. */
export interface Reply {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}
