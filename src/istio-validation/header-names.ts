import { isJWTClaim } from './jwt-claims.ts';

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const pseudoHeaders: ReadonlySet<string> = new Set([':authority', ':method', ':path', ':scheme', ':status']);

/** Why a text is no name of a header (RFC 7230); `undefined` if it is one. */
export function headerNameError(name: string): string | undefined {
  if (name === '') return 'header name cannot be empty';
  return token.test(name) ? undefined : `header name ${name} is not a valid header name`;
}

/** As `headerNameError`, for what requests are matched by: parts of the request and claims of its token too. */
export function matchedHeaderError(name: string): string | undefined {
  return isJWTClaim(name) || pseudoHeaders.has(name) ? undefined : headerNameError(name);
}
