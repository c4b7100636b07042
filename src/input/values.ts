/** Sets a field. A plain assignment to `__proto__` would change the prototype of the object instead of adding a key. */
export function setField(mapping: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(mapping, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    mapping[key] = value;
  }
}

/** How deep collections may nest. Far beyond any real object, and safe for every recursion over values. */
export const maxDepth = 200;
