import { describe, expect, test } from '@jest/globals';
import { load } from '../../src/input/load.ts';
import { nameViolations } from '../../src/input/name-violations.ts';
import type { CrdName } from '../../src/model/kinds.ts';

const messages = (crd: CrdName, metadata: object) =>
  nameViolations(crd, { metadata }).map(({ path, message }) => [path.join('.'), message.split(' must ', 1)[0]]);

describe('names are those that the API server takes', () => {
  test.each<[CrdName, object]>([
    ['httproutes.gateway.networking.k8s.io', { name: 'a.b-1', namespace: 'a-1' }],
    ['httproutes.gateway.networking.k8s.io', { name: 'a'.repeat(253) }],
    ['httproutes.gateway.networking.k8s.io', {}],
    ['services.', { name: 'a-1' }],
    ['namespaces.', { name: '1-a', namespace: 'Of no effect' }],
  ])('%s %j', (crd, metadata) => {
    expect(messages(crd, metadata)).toEqual([]);
  });

  test.each<[CrdName, string, string, string]>([
    ['httproutes.gateway.networking.k8s.io', 'name', 'Bad_Name', 'a lowercase RFC 1123 subdomain'],
    ['httproutes.gateway.networking.k8s.io', 'name', 'a..b', 'a lowercase RFC 1123 subdomain'],
    ['httproutes.gateway.networking.k8s.io', 'name', 'a\n', 'a lowercase RFC 1123 subdomain'],
    ['httproutes.gateway.networking.k8s.io', 'namespace', 'a.b', 'a lowercase RFC 1123 label'],
    ['httproutes.gateway.networking.k8s.io', 'namespace', '__proto__', 'a lowercase RFC 1123 label'],
    ['services.', 'name', '1-a', 'a DNS-1035 label'],
    ['namespaces.', 'name', 'a.b', 'a lowercase RFC 1123 label'],
  ])('not %s with %s %j', (crd, field, value, form) => {
    const quoted = JSON.stringify(value);
    expect(messages(crd, { [field]: value })).toEqual([
      [`metadata.${field}`, `metadata.${field}: Invalid value: ${quoted}: ${form}`],
    ]);
  });

  test('nor longer ones', () => {
    const route = 'httproutes.gateway.networking.k8s.io';
    expect(nameViolations(route, { metadata: { name: 'a'.repeat(254) } })).toMatchObject([{ keyword: 'maxLength' }]);
    expect(nameViolations(route, { metadata: { namespace: 'a'.repeat(64) } })).toMatchObject([
      { keyword: 'maxLength' },
    ]);
  });
});

describe('an object with such a name', () => {
  const text = (name: string) =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: a}\nspec: {ports: [{port: 80}]}\n`;

  test('is refused at its name', async () => {
    const { diagnostics, refused, unchecked } = await load([{ name: 'a.yaml', text: text('Shop') }]);
    expect(diagnostics).toMatchObject([{ code: 'GWX0201', place: { path: ['metadata', 'name'] } }]);
    expect([refused, unchecked]).toEqual([true, false]);
  });

  test('keeps it where faulty fields are left out', async () => {
    const { index, diagnostics } = await load([{ name: 'a.yaml', text: text('Shop') }], { refuse: false });
    expect(diagnostics).toHaveLength(1);
    expect(index.list('services.').map(({ metadata }) => metadata.name)).toEqual(['Shop']);
  });

  test('is used when that is asked for, and if it is a placeholder: what comes of it may be wrong, and is no bug', async () => {
    const ignored = await load([{ name: 'a.yaml', text: text('Shop') }], { validate: 'ignore' });
    expect(ignored).toMatchObject({ diagnostics: [], refused: false, unchecked: true });
    const filledIn = await load([{ name: 'a.yaml', text: text(`"\${NAME}"`) }]);
    expect(filledIn).toMatchObject({ diagnostics: [], refused: false, unchecked: true, placeholders: [{}] });
  });
});
