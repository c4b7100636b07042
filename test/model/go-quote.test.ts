import { describe, expect, test } from '@jest/globals';
import { goQuote } from '../../src/model/go-quote.ts';

describe('goQuote prints a string as Go does with %q (chapter 20, section 10)', () => {
  test.each([
    ['', '""'],
    ['plain text', '"plain text"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['back\\slash', '"back\\\\slash"'],
    ["it's", '"it\'s"'],
    ['tab\tnewline\nreturn\r', '"tab\\tnewline\\nreturn\\r"'],
    ['\x07\b\f\v', '"\\a\\b\\f\\v"'],
    ['\x00\x7f', '"\\x00\\x7f"'],
    ['naïve ☃ 𝄞', '"naïve ☃ 𝄞"'],
    ['\u00a0\u2028', '"\\u00a0\\u2028"'],
    ['\u{e0001}', '"\\U000e0001"'],
  ])('%j', (text, quoted) => {
    expect(goQuote(text)).toBe(quoted);
  });
});
