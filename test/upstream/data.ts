import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env['GWX_UPSTREAM'] ?? '../shared';

/** A file or folder of the upstream data beside the project. A missing one is a failure: a suite without its data would pass. */
export function upstreamPath(...parts: string[]): string {
  const path = join(folder, ...parts);
  if (!existsSync(path)) throw new Error(`upstream data are missing: ${path} (set GWX_UPSTREAM to their folder)`);
  return path;
}
