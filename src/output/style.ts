/** How parts of a report are set off. Each function is given text that needs no more escaping. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
}

const same = (text: string) => text;

/** No colours. An instance of chalk is a `Style` with them. */
export const plain: Style = { bold: same, dim: same, cyan: same, red: same, yellow: same };
