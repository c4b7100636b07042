import { existsSync, readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { parse } from 'yaml';
import { convert } from '../../src/convert/index.ts';
import { load } from '../../src/input/load.ts';
import { resolveSettings } from '../../src/settings.ts';
import { judge } from '../equivalence/judgement.ts';
import { allQuestions } from '../equivalence/questions.ts';
import { sceneOf } from '../equivalence/scene.ts';
import { upstreamPath } from './data.ts';
import { describeSuite } from './suite.ts';
import { makeTestCertificates } from './test-certificates.ts';

/** The part of `cases.yaml` that says how to run the cases. */
interface CaseList {
  readonly domainSuffix: string;
  readonly features: Readonly<Record<string, boolean>>;
  readonly cases: readonly { readonly name: string }[];
}

const folder = upstreamPath('istio', 'conversion');
const list: CaseList = parse(read('cases.yaml'));
const fillIn = makeTestCertificates();
const present = list.cases.map(({ name }) => name).filter((name) => existsSync(`${folder}/${name}.yaml`));

// T-2: whatever Istio's own cases can be asked for, in the closed world and in the open one.
describeSuite('istio/conversion, equivalence', present, async (name) => {
  const files = ['environment.yaml', `namespaces/${name}.yaml`, `${name}.yaml`];
  const sources = files.map((file) => ({ name: file, text: fillIn(read(file)) }));
  const input = await load(sources, { defaults: false, validate: 'ignore', channel: 'experimental' });
  const { domainSuffix } = list;
  const features = Object.entries(list.features).map(([feature, value]) => `${feature}=${value}`);
  const { settings } = resolveSettings({ istiodEnv: [], settings: features, domainSuffix, revision: '' });
  for (const complete of [true, false]) {
    const result = convert(input, { settings, complete, singlePass: true });
    // The files do not say which pods a Gateway is for.
    const scene = sceneOf(result, { selectors: [{ labels: { app: 'gateway' } }] });
    const problems = allQuestions(result).flatMap((request) => {
      const found = judge(scene, request, scene.ask(request)).problems;
      return found.length > 0 ? [{ complete, request, found }] : [];
    });
    expect(problems).toEqual([]);
  }
});

function read(file: string): string {
  return readFileSync(`${folder}/${file}`, 'utf8');
}
