import type { HTTPCORSFilter } from '../model/gateway-api.ts';
import type { CorsPolicy, StringMatch } from '../model/istio.ts';

const anyOrigin = '^[a-zA-Z][a-zA-Z0-9+.-]*://[^/\\s?#]+$';

/** Converts a CORS filter (RT-96). */
export function convertCORS(cors: HTTPCORSFilter): CorsPolicy {
  const origins = (cors.allowOrigins ?? []).filter((origin) => origin !== '').map(originMatch);
  return {
    allowOrigins: nonEmpty(origins),
    allowMethods: nonEmpty(cors.allowMethods),
    allowHeaders: nonEmpty(cors.allowHeaders),
    exposeHeaders: nonEmpty(cors.exposeHeaders),
    allowCredentials: cors.allowCredentials === true ? true : undefined,
    maxAge: cors.maxAge !== undefined && cors.maxAge > 0 ? `${cors.maxAge}s` : undefined,
    unmatchedPreflights: 'IGNORE',
  };
}

function nonEmpty<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}

function originMatch(origin: string): StringMatch {
  if (origin === '*') return { regex: anyOrigin };
  const wildcard = origin.indexOf('*');
  if (wildcard < 0) return { exact: origin };
  if (wildcard === origin.length - 1) return { prefix: origin.slice(0, -1) };
  const pattern = origin.split('*').map((part) => part.replace(/[\\.+?()|[\]{}^$]/g, '\\$&'));
  return { regex: `^${pattern.join('.*')}$` };
}
