import type { HTTPPathModifier } from '../../model/gateway-api.ts';
import { isPrefix, prefixOf } from './http-matches.ts';
import type { Contender } from './precedence.ts';

/**
 * The path that a rewrite or redirect puts in place of the one of the request, without the query (GA-43).
 * @returns undefined where the API does not say: only a PathPrefix that the path begins with can be replaced as a prefix.
 */
export function modifyPath(
  path: string,
  modifier: HTTPPathModifier | undefined,
  { http }: Contender,
): string | undefined {
  if (modifier?.type === 'ReplaceFullPath') return modifier.replaceFullPath || '/';
  if (modifier?.type !== 'ReplacePrefixMatch') return path;
  const match = http?.path ?? {};
  if (!isPrefix(match)) return undefined;
  const prefix = prefixOf(match);
  // After another rewrite the prefix may be gone.
  if (!path.startsWith(prefix)) return undefined;
  const rest = path.slice(prefix.length);
  return (modifier.replacePrefixMatch ?? '').replace(/\/$/, '') + rest || '/';
}
