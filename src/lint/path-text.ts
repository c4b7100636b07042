import type { Path } from '../model/resource.ts';

/** A path as findings show it (LN-70): `spec.rules[0].matches[1]`, `metadata.annotations["a.b/c"]`. */
export function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!/^[A-Za-z_$][\w$-]*$/.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}
