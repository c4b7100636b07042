/** The cipher suites that Istio knows by name. */
export const cipherSuites: ReadonlySet<string> = new Set([
  'AES128-GCM-SHA256',
  'AES128-SHA',
  'AES256-GCM-SHA384',
  'AES256-SHA',
  'ALL',
  'DES-CBC3-SHA',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES128-SHA',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES256-SHA',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-SHA',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-SHA',
  'ECDHE-RSA-CHACHA20-POLY1305',
]);

/** Whether Istio takes a text for a cipher suite. Beside the names that it knows it takes the empty text, and operators such as `!aNULL`. */
export function isKnownCipherSuite(suite: string): boolean {
  return cipherSuites.has(suite) || !/^[\p{L}\p{N}]/u.test(suite);
}
