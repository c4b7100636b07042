/** Whether a value is filled in later, by something between the file and the cluster: `${NAME}` or `ENC[...]` (LN-26). */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && /^(\$\{[^}]*\}|ENC\[.*\])$/s.test(value);
}
