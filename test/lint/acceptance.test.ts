import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Source } from '../../src/input/load-options.ts';
import type { LocatedFinding } from '../../src/lint/located-finding.ts';
import type { Case } from './acceptance-case.ts';
import { lintSources } from './linting.ts';

/** Section 14 of the rule catalogue: every file of the folder `acceptance` exports its `cases`. */
const files = readdirSync('test/lint/acceptance').sort();
const modules: readonly { readonly cases: readonly Case[] }[] = await Promise.all(
  files.map((file) => import(`./acceptance/${file}`)),
);
const all = modules.flatMap(({ cases }) => cases);

test('each case has a number of its own', () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

describe('acceptance cases of the rule catalogue (section 14)', () => {
  test.each(all.map((one) => [`${one.id}: ${one.title}`, one] as const))('%s', async (_, one) => {
    const sources: Source[] = [{ name: 'case.yaml', text: one.input }];
    for (const [name, text] of Object.entries(one.files ?? {})) sources.push({ name, text });
    if (one.context !== undefined) sources.push({ name: 'context.yaml', text: one.context, context: true });
    const { findings } = await lintSources(sources, one.args ?? []);
    const counting = findings.filter(({ suppressed }) => suppressed === undefined);
    const [note] = counting.filter(({ rule }) => rule === 'GWX0111');
    const others = counting.filter(({ rule }) => rule !== 'GWX0111');
    expect(others.map(findingText)).toEqual(one.findings);
    if (one.assumed !== undefined) expect(note?.related.map(assumedText) ?? []).toEqual(one.assumed);
    const [first] = others;
    const said = JSON.stringify([first?.message, first?.help, first?.related.map(({ message }) => message)]);
    for (const text of one.says ?? []) expect(said).toContain(JSON.stringify(text).slice(1, -1));
    for (const text of one.saysNot ?? []) expect(said).not.toContain(text);
    if (one.related) expect(first?.related.map(({ role, place }) => `${role} ${place.path}`)).toEqual(one.related);
    if (one.data) expect(first?.data).toEqual(one.data);
    if (one.fix) expect(first?.fix).toMatchObject({ safe: true, edits: [{ newText: one.fix }] });
  });
});

function findingText({ severity, rule, place }: LocatedFinding): string {
  const { object, path } = place ?? {};
  return [severity, rule, ...(object ? [object.kind, `${object.namespace}/${object.name}`, path] : [])].join(' ');
}

/** `1 Service in "shop": cart` as `Service shop: cart`. */
function assumedText({ message }: LocatedFinding['related'][number]): string {
  const [, kind = '', , namespace = '', names = ''] = /^\d+ (.+?)( in "(.*)")?: (.*)$/.exec(message) ?? [];
  return `${kind} ${namespace}: ${names}`;
}
