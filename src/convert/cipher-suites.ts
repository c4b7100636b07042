import { isKnownCipherSuite } from '../model/cipher-suites.ts';
import type { ListenerTLSConfig } from '../model/gateway-api.ts';
import { tlsOptions } from '../model/names.ts';
import type { ListenerReporter } from './listener-draft.ts';

/** The cipher suites of `tls.options`, without those that istiod drops: unknown and repeated ones, which are reported (GW-65). */
export function readCipherSuites(
  { options }: ListenerTLSConfig,
  report: ListenerReporter,
): readonly string[] | undefined {
  const text = options?.[tlsOptions.cipherSuites];
  if (text === undefined) return undefined;
  const kept = new Set<string>();
  for (const suite of text.split(',').map((item) => item.trim())) {
    if (isKnownCipherSuite(suite) && !kept.has(suite)) {
      kept.add(suite);
      continue;
    }
    const path = ['tls', 'options', tlsOptions.cipherSuites];
    report(undefined, 'tls-option-ignored', `cipher suite "${suite}" is dropped`, path);
  }
  return kept.size === 0 ? undefined : [...kept];
}
