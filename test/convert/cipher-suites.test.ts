import { describe, expect, test } from '@jest/globals';
import { readCipherSuites } from '../../src/convert/cipher-suites.ts';

/** The suites that are kept, and those that are reported as dropped. */
function read(value: string) {
  const dropped: string[] = [];
  const options = { 'gateway.istio.io/tls-cipher-suites': value };
  const kept = readCipherSuites({ options }, (condition, reason, message) => {
    expect([condition, reason]).toEqual([undefined, 'tls-option-ignored']);
    dropped.push(/^cipher suite "(.*)" is dropped$/.exec(message)?.[1] ?? message);
  });
  return [kept, dropped];
}

describe('the cipher suites of tls.options (GW-65)', () => {
  test('every suite that Istio knows is kept, in the order written', () => {
    const known = [
      'ECDHE-ECDSA-AES128-GCM-SHA256',
      'ECDHE-RSA-AES128-GCM-SHA256',
      'ECDHE-ECDSA-AES256-GCM-SHA384',
      'ECDHE-RSA-AES256-GCM-SHA384',
      'ECDHE-ECDSA-CHACHA20-POLY1305',
      'ECDHE-RSA-CHACHA20-POLY1305',
      'ECDHE-ECDSA-AES128-SHA',
      'ECDHE-RSA-AES128-SHA',
      'ECDHE-ECDSA-AES256-SHA',
      'ECDHE-RSA-AES256-SHA',
      'AES128-GCM-SHA256',
      'AES256-GCM-SHA384',
      'AES128-SHA',
      'AES256-SHA',
      'DES-CBC3-SHA',
      'ALL',
    ];
    expect(read(known.join(','))).toEqual([known, []]);
  });

  test.each<[string, string, string[] | undefined, string[]]>([
    ['items are trimmed', ' AES256-SHA ,\tAES128-SHA', ['AES256-SHA', 'AES128-SHA'], []],
    ['of repeated ones the first is kept', 'ALL,AES128-SHA,ALL', ['ALL', 'AES128-SHA'], ['ALL']],
    ['unknown ones are dropped', 'AES128-SHA,NOPE', ['AES128-SHA'], ['NOPE']],
    ['names are compared to the letter', 'aes128-sha', undefined, ['aes128-sha']],
    ['nothing remains', 'NOPE,9', undefined, ['NOPE', '9']],
    ['the empty item is valid', 'AES128-SHA,', ['AES128-SHA', ''], []],
    ['so is anything that starts with another sign', '!aNULL,-X,+Y,@Z', ['!aNULL', '-X', '+Y', '@Z'], []],
  ])('%s', (_, value, kept, dropped) => {
    expect(read(value)).toEqual([kept, dropped]);
  });

  test('no option, no suites', () => {
    expect(readCipherSuites({}, () => {})).toBeUndefined();
  });
});
