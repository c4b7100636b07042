import { compareBytes } from '../model/order.ts';
import type { Resource } from '../model/resource.ts';

/** Compares by where objects are written: by file name, then by position. It does not depend on the order in which files are given. */
export function compareFiles(a: Resource, b: Resource): number {
  const [{ document, path }, other] = [a.origin, b.origin];
  return (
    compareBytes(document.file, other.document.file) ||
    document.start - other.document.start ||
    Number(path.at(-1) ?? 0) - Number(other.path.at(-1) ?? 0)
  );
}
