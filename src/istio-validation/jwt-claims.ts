const claim = /^@request\.auth\.claims(?:\..+|\[.+\])$/is;

/** Whether a match on a header is one on a claim of the request's token: `@request.auth.claims.group`, `@request.auth.claims[group]`. */
export function isJWTClaim(header: string): boolean {
  return claim.test(header);
}
