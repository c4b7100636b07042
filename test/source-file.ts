import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseSync } from '@swc/core';

/** A node of swc's syntax tree, of which nothing is known but its type. */
export type SyntaxNode = Readonly<Record<string, unknown>> & { readonly type: string };

/** An import of another module: its path as written, and whether it leaves nothing at run time. */
interface Import {
  readonly path: string;
  readonly typeOnly: boolean;
}

/** A source file of the project, by its path from the root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Every node of its syntax tree, parents first. */
  readonly nodes: readonly SyntaxNode[];
  readonly imports: readonly Import[];
}

/** The TypeScript and JavaScript files below some folders, but for those that the build writes. */
export function sourceFiles(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap(codeFiles).map((path) => {
    const text = readFileSync(path, 'utf8');
    const nodes = [...descendants(parseSync(text, { syntax: 'typescript', target: 'es2023' }))];
    return { path, text, nodes, imports: nodes.flatMap(importOf) };
  });
}

/** A value of the tree that is a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The names under which an object literal, given as a constant of the file, holds its entries. */
export function keysOfRecord(file: SourceFile, constant: string): string[] {
  const declaration = file.nodes.find(
    ({ type, id }) => type === 'VariableDeclarator' && isNode(id) && id['value'] === constant,
  );
  const init = declaration?.['init'];
  if (!isNode(init) || !Array.isArray(init['properties'])) throw new Error(`${file.path} has no record ${constant}`);
  return init['properties'].map(({ key }) => String(key.value));
}

function codeFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs|js)$/.test(entry.name))
    .map((entry) => relative('.', `${entry.parentPath}/${entry.name}`))
    .filter((path) => !path.startsWith('src/input/validators/'))
    .sort();
}

function* descendants(value: unknown): Generator<SyntaxNode> {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) yield value;
  for (const child of Object.values(value)) yield* descendants(child);
}

function importOf(node: SyntaxNode): Import[] {
  switch (node.type) {
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportDeclaration':
      return pathOf(node['source'], node['typeOnly'] === true);
    case 'TsImportType':
      return pathOf(node['argument'], true);
    case 'CallExpression': {
      const [first]: unknown[] = Array.isArray(node['arguments']) ? node['arguments'] : [];
      const dynamic = isNode(node['callee']) && node['callee'].type === 'Import';
      if (!dynamic || typeof first !== 'object' || first === null || !('expression' in first)) return [];
      return pathOf(first.expression, false);
    }
    default:
      return [];
  }
}

function pathOf(source: unknown, typeOnly: boolean): Import[] {
  return isNode(source) && typeof source['value'] === 'string' ? [{ path: source['value'], typeOnly }] : [];
}
