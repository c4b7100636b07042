import type { ListenerTLSConfig } from '../model/gateway-api.ts';
import { tlsOptions } from '../model/names.ts';
import type { ListenerReporter } from './listener-draft.ts';

const known: ReadonlySet<string> = new Set([
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

/** The cipher suites of `tls.options`, without those that istiod drops: unknown and repeated ones, which are reported (GW-65). */
export function readCipherSuites(
  { options }: ListenerTLSConfig,
  report: ListenerReporter,
): readonly string[] | undefined {
  const text = options?.[tlsOptions.cipherSuites];
  if (text === undefined) return undefined;
  const kept = new Set<string>();
  for (const suite of text.split(',').map((item) => item.trim())) {
    if (isKnown(suite) && !kept.has(suite)) {
      kept.add(suite);
      continue;
    }
    const path = ['tls', 'options', tlsOptions.cipherSuites];
    report(undefined, 'tls-option-ignored', `cipher suite "${suite}" is dropped`, path);
  }
  return kept.size === 0 ? undefined : [...kept];
}

/** Istio takes the empty item, and operators such as `!aNULL`, for valid. */
function isKnown(suite: string): boolean {
  return known.has(suite) || !/^[\p{L}\p{N}]/u.test(suite);
}
