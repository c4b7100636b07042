/** Nothing that ends a scalar, or is an escape, in any style; `,` and brackets end one in flow collections. */
const harmless = /^[A-Za-z0-9](?:[^"'\\:#,{}[\]\t\n\r]*[^"'\\:#,{}[\]\s])?$/;

/** What YAML 1.1 reads as a boolean, null or number when it is not quoted. */
const otherTypes = /^(?:y|yes|n|no|on|off|true|false|null|[\d.eExXoOa-fA-F_+-]+)$/i;

/** Whether a text can take the place of any scalar as it is: plain, in quotes of either kind, or instead of a block. */
export function fitsAnyScalar(text: string): boolean {
  return harmless.test(text) && !otherTypes.test(text);
}
