import { describe, expect, test } from '@jest/globals';
import { duplicateObjects } from '../../src/input/duplicate-objects.ts';
import type { Resource } from '../../src/model/resource.ts';

function resource(file: string, name: string, more: Partial<Resource> = {}, context = false): Resource {
  const document = { file, text: '', start: 0, end: 0 };
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace: 'infra' },
    spec: {},
    ...more,
    origin: { document, path: [], context },
  };
}

function report(resources: readonly Resource[]): string[] {
  return duplicateObjects(resources).map(({ severity, message, place, related = [] }) => {
    const files = [place, ...related.map((one) => one.place)].map((at) =>
      at !== undefined && 'resource' in at ? at.resource.origin.document.file : '',
    );
    return `${severity} ${message} (${files.join(' ')})`;
  });
}

describe('GWX0105 duplicate objects', () => {
  const again = 'Gateway "infra/a" is defined more than once; this definition is used';

  test.each([
    ['equal contents', [resource('x.yaml', 'a'), resource('y.yaml', 'a')], [`warning ${again} (y.yaml x.yaml)`]],
    [
      'different contents',
      [resource('x.yaml', 'a'), resource('y.yaml', 'a', { spec: { listeners: [] } })],
      [`error ${again} (y.yaml x.yaml)`],
    ],
    [
      'versions of one group are one',
      [resource('x.yaml', 'a'), resource('y.yaml', 'a', { apiVersion: 'gateway.networking.k8s.io/v1beta1' })],
      [`warning ${again} (y.yaml x.yaml)`],
    ],
    [
      'three of a kind',
      [resource('x.yaml', 'a'), resource('y.yaml', 'a'), resource('z.yaml', 'a')],
      [`warning ${again} (y.yaml x.yaml)`, `warning ${again} (z.yaml x.yaml)`],
    ],
    [
      'another name, namespace, kind or group is another object',
      [
        resource('x.yaml', 'a'),
        resource('x.yaml', 'b'),
        resource('x.yaml', 'a', { metadata: { name: 'a', namespace: 'other' } }),
        resource('x.yaml', 'a', { kind: 'HTTPRoute' }),
        resource('x.yaml', 'a', { apiVersion: 'networking.istio.io/v1' }),
      ],
      [],
    ],
    ['a reference source may repeat what is checked', [resource('x.yaml', 'a', {}, true), resource('y.yaml', 'a')], []],
    [
      'generated names are unknown',
      [
        resource('x.yaml', '', { metadata: { name: '', namespace: 'a' } }),
        resource('x.yaml', '', { metadata: { name: '', namespace: 'a' } }),
      ],
      [],
    ],
    [
      'two directories give one finding',
      [
        resource('dev/x.yaml', 'a'),
        resource('dev/x.yaml', 'b'),
        resource('prod/x.yaml', 'a'),
        resource('prod/x.yaml', 'b', { spec: { listeners: [] } }),
      ],
      ['error 2 objects of "dev" are defined again in "prod" (prod/x.yaml dev/x.yaml prod/x.yaml)'],
    ],
  ])('%s', (_, resources, expected) => {
    expect(report(resources)).toEqual(expected);
  });
});
