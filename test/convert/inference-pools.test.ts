import { describe, expect, test } from '@jest/globals';
import { shadowServiceName } from '../../src/model/names.ts';
import {
  at,
  describeBackends,
  extension,
  inference,
  labelled,
  pool,
  type Row,
  shadow,
  shadowHost,
  toPool,
} from './backend-attempts.ts';
import { core } from './conversion.ts';

const labelless = '.name InvalidDestination (hard): InferencePool service invalid, extensionRef labels not found';

const pools: readonly Row[] = [
  [
    'switched off',
    { ref: toPool, beside: [pool] },
    {},
    [
      'kind silent object-gated (silent): InferencePool is ignored unless istiod runs with ENABLE_GATEWAY_API_INFERENCE_EXTENSION=true',
      '.kind InvalidKind (soft): InferencePool is not enabled. To enable, set ENABLE_GATEWAY_API_INFERENCE_EXTENSION to true in istiod',
    ],
  ],
  [
    'a dot in the name',
    { ref: { ...toPool, name: 'a.b' }, settings: inference },
    undefined,
    [
      '.name InvalidDestination (hard): InferencePool.Name invalid; the name of the InferencePool must be used, not the hostname.',
    ],
  ],
  [
    'LN-22a: a missing pool is never assumed',
    { ref: toPool, settings: inference },
    {},
    ['.name BackendNotFound (soft): backend(pool) not found'],
  ],
  [
    'POL-71, LN-23: the Service of a pool that a bound HTTPRoute names is made by istiod',
    { ref: toPool, beside: [pool], settings: inference },
    at(shadowHost, 54321),
    [],
  ],
  [
    'POL-66: but not without the port of a picker',
    { ref: toPool, beside: [{ ...pool, spec: { endpointPickerRef: { name: 'picker' } } }], settings: inference },
    {},
    [`.name BackendNotFound (soft): backend(${shadowHost}) not found`],
  ],
  [
    'POL-75: the first port of the Service; that of the backendRef is read past',
    { ref: { ...toPool, port: 80 }, beside: [pool, extension(labelled)], settings: inference },
    at(shadowHost, 54321),
    ['.port silent field-ignored (silent): "port" is not supported by Istio and has no effect'],
  ],
  ...Object.keys(labelled).flatMap((label): Row[] => [
    [
      `RT-76: the label for ${label} is empty`,
      { ref: toPool, beside: [pool, extension({ ...labelled, [label]: '' })], settings: inference },
      undefined,
      [labelless],
    ],
  ]),
  [
    'RT-76: no labels',
    { ref: toPool, beside: [pool, core('Service', shadow, 'app', { spec: {} })], settings: inference },
    undefined,
    [labelless],
  ],
];

describeBackends('InferencePool', pools);

describe('RT-76, POL-65: the name of the Service of an InferencePool', () => {
  test.each([
    ['my-ip', 'my-ip-ip-03f70481'],
    ['infpool-gen', 'infpool-gen-ip-6580eb2c'],
    [
      'very-long-inference-pool-name-that-should-be-truncated-properly',
      'very-long-inference-pool-name-that-should-be-trunca-ip-6d24df6a',
    ],
    // 51 characters are the most that need no cut.
    ['a'.repeat(51), expect.stringMatching(/^a{51}-ip-[0-9a-f]{8}$/)],
    ['a'.repeat(52), expect.stringMatching(/^a{51}-ip-[0-9a-f]{8}$/)],
  ])('%s', (name, expected) => {
    expect(shadowServiceName(name)).toEqual(expected);
  });
});
