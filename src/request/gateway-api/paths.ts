import type { HTTPPathModifier } from '../../model/gateway-api.ts';
import { isPrefix, prefixOf } from './http-matches.ts';
import type { Contender } from './precedence.ts';

/**
 * The path that a rewrite or redirect puts in place of the one of the request, without the query (GA-43).
 * @returns undefined where the API does not say, since only a PathPrefix can be replaced as a prefix.
 */
export function modifyPath(
  path: string,
  modifier: HTTPPathModifier | undefined,
  { http }: Contender,
): string | undefined {
  if (modifier?.type === 'ReplaceFullPath') return modifier.replaceFullPath ?? path;
  if (modifier?.type !== 'ReplacePrefixMatch') return path;
  const match = http?.path ?? {};
  if (!isPrefix(match)) return undefined;
  const rest = path.slice(prefixOf(match).length);
  return (modifier.replacePrefixMatch ?? '').replace(/\/$/, '') + rest || '/';
}
