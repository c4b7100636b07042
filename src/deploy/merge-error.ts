import type { Path } from '../model/resource.ts';

/** Why a strategic merge patch cannot be applied. The path leads into the patch. */
export class StrategicMergeError extends Error {
  readonly path: Path;

  constructor(message: string, path: Path) {
    super(message);
    this.name = 'StrategicMergeError';
    this.path = path;
  }
}
