import { isDeepStrictEqual } from 'node:util';
import type { Diagnostic, Related } from '../model/diagnostic.ts';
import { splitApiVersion } from '../model/kinds.ts';
import { namespacedName, type Place, type Resource } from '../model/resource.ts';

/** An object that is defined again. */
interface Repetition {
  readonly first: Resource;
  readonly later: Resource;
}

/**
 * GWX0105: objects of one API group, kind, namespace and name, in input order; the later one is used. To be asked after defaulting.
 * Between two directories (environments, overlays) there is one finding for all. Objects of `--context` may repeat what is checked.
 */
export function duplicateObjects(resources: readonly Resource[]): Diagnostic[] {
  const alone: Diagnostic[] = [];
  const byDirectories = new Map<string, Repetition[]>();
  for (const repetition of repetitions(resources)) {
    const pair = [repetition.first, repetition.later].map(directoryOf);
    if (pair[0] === pair[1]) {
      alone.push(inOneDirectory(repetition));
      continue;
    }
    const key = JSON.stringify(pair);
    const others = byDirectories.get(key);
    if (others === undefined) byDirectories.set(key, [repetition]);
    else others.push(repetition);
  }
  return [...alone, ...[...byDirectories.values()].map(betweenDirectories)];
}

function repetitions(resources: readonly Resource[]): Repetition[] {
  const firsts = new Map<string, Resource>();
  const found: Repetition[] = [];
  for (const resource of resources) {
    const { apiVersion, kind, metadata, origin } = resource;
    if (origin.context || metadata.name === '') continue;
    const key = JSON.stringify([splitApiVersion(apiVersion).group, kind, metadata.namespace, metadata.name]);
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, resource);
    else found.push({ first, later: resource });
  }
  return found;
}

function inOneDirectory(repetition: Repetition): Diagnostic {
  const { first, later } = repetition;
  const name = `${later.kind} "${namespacedName(later.metadata)}"`;
  return {
    code: 'GWX0105',
    rule: 'duplicate-object',
    severity: isSame(repetition) ? 'warning' : 'error',
    message: `${name} is defined more than once; this definition is used`,
    place: namePlace(later),
    related: [{ role: 'first', message: 'first definition', place: namePlace(first) }],
  };
}

function betweenDirectories(found: readonly Repetition[]): Diagnostic {
  const [{ first, later }, ...others] = atLeastOne(found);
  const objects = found.length === 1 ? '1 object' : `${found.length} objects`;
  const verb = found.length === 1 ? 'is' : 'are';
  const related: Related[] = [{ role: 'first', message: 'first definition', place: namePlace(first) }];
  for (const other of others) {
    const name = `${other.later.kind} "${namespacedName(other.later.metadata)}"`;
    related.push({ role: 'duplicate', message: `${name} is defined again`, place: namePlace(other.later) });
  }
  return {
    code: 'GWX0105',
    rule: 'duplicate-object',
    severity: found.every(isSame) ? 'warning' : 'error',
    message: `${objects} of "${directoryOf(first)}" ${verb} defined again in "${directoryOf(later)}"`,
    place: namePlace(later),
    related,
    help: 'give gwx one environment at a time',
  };
}

function atLeastOne<T>(list: readonly T[]): [T, ...T[]] {
  const [first, ...others] = list;
  if (first === undefined) throw new Error('a list that cannot be empty is empty');
  return [first, ...others];
}

function isSame({ first, later }: Repetition): boolean {
  return isDeepStrictEqual([first.metadata, first.spec], [later.metadata, later.spec]);
}

function namePlace(resource: Resource): Place {
  return { resource, path: ['metadata', 'name'] };
}

/** The directory of the file, `.` for a bare file name. */
function directoryOf(resource: Resource): string {
  const { file } = resource.origin.document;
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '.' : file.slice(0, slash) || '/';
}
