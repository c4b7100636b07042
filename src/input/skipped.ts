/** Why a directory walk leaves a file out. */
export type SkipReason =
  | 'chart'
  | 'chart-template'
  | 'hidden'
  | 'ignored'
  | 'kustomization'
  | 'kustomization-part'
  | 'no-api-version'
  | 'node-modules'
  | 'not-a-file';

/** A file or directory that a walk left out. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: SkipReason;
}

/** A reason as a phrase that follows a number. */
export const skipPhrases: Readonly<Record<SkipReason, string>> = {
  chart: 'Chart.yaml',
  'chart-template': 'in templates of a chart',
  hidden: 'hidden',
  ignored: 'ignored (--ignore or configuration)',
  kustomization: 'kustomization',
  'kustomization-part': 'named as a patch or generator by a kustomization',
  'no-api-version': 'without apiVersion',
  'node-modules': 'node_modules',
  'not-a-file': 'not a regular file',
};

/** The names under which kustomize looks for its own file. */
export const kustomizationNames: ReadonlySet<string> = new Set([
  'Kustomization',
  'kustomization.yaml',
  'kustomization.yml',
]);

/** Whether a text looks like Kubernetes objects: decided without parsing, so that it also holds for broken files (LN-7). */
export function hasApiVersion(text: string): boolean {
  return /^\ufeff?["']?apiVersion["']? *:/m.test(text) || hasJsonApiVersion(text);
}

/** JSON and flow YAML: the key directly inside an outermost brace. */
function hasJsonApiVersion(text: string): boolean {
  if (!/^\ufeff?[ \t]*\{/m.test(text)) return false;
  const tokens = /(["']?)apiVersion\1\s*:|"(?:[^"\\]|\\.)*"|'[^']*'|[{}[\]]|#.*/g;
  let depth = 0;
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{') depth++;
    else if (token === '}') depth--;
    else if (depth === 1 && token.endsWith(':')) return true;
  }
  return false;
}

/** The files that a kustomization names which are no resources: patches, generators and their data. Relative to it. */
export function kustomizationParts(kustomization: unknown): readonly string[] {
  const parts = [
    ...['patches', 'patchesJson6902', 'replacements'].flatMap((field) => texts(list(kustomization, field), 'path')),
    ...['patchesStrategicMerge', 'generators', 'transformers', 'validators', 'configurations', 'crds'].flatMap(
      (field) => list(kustomization, field),
    ),
    ...['configMapGenerator', 'secretGenerator'].flatMap((field) =>
      list(kustomization, field).flatMap((generator) => [
        ...texts(list(generator, 'files'), undefined).map((file) => file.slice(file.indexOf('=') + 1)),
        ...list(generator, 'envs'),
        ...texts([generator], 'env'),
      ]),
    ),
    ...texts([property(kustomization, 'openapi')], 'path'),
  ];
  // A patch may also be written out in place of its name.
  return texts(parts, undefined).filter((part) => !part.includes('\n'));
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function list(value: unknown, name: string): readonly unknown[] {
  const items = property(value, name);
  return Array.isArray(items) ? items : [];
}

function texts(items: readonly unknown[], name: string | undefined): readonly string[] {
  const values = name === undefined ? items : items.map((item) => property(item, name));
  return values.filter((value) => typeof value === 'string');
}
