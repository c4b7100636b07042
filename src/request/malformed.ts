/** What is wrong with something that a user wrote, in one line. */
export interface Malformed {
  readonly problem: string;
}
