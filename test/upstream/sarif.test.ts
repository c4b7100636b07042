import { readdirSync, readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { Ajv, type AnySchema } from 'ajv';
import type { LocatedFinding } from '../../src/lint/located-finding.ts';
import { printLintSarif } from '../../src/output/lint-sarif.ts';
import { lintSources } from '../lint/linting.ts';
import { finding, findingOfRun, hostileFinding, report } from '../output/finding-report.ts';
import { upstreamPath } from './data.ts';
import { describeSuite } from './suite.ts';

/** The published schema is draft-04: of what this draft has otherwise, it uses `id` alone. */
function sarifSchema(): AnySchema {
  const {
    id: _,
    $schema: __,
    ...schema
  } = JSON.parse(readFileSync(upstreamPath('formats', 'sarif-schema-2.1.0.json'), 'utf8'));
  return schema;
}

const isAbsolute = (uri: string) => /^[a-z][a-z0-9+.-]*:/i.test(uri);
const isReference = (uri: string) => /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})*$/i.test(uri);
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addFormat('uri', (text) => isAbsolute(text) && isReference(text));
ajv.addFormat('uri-reference', isReference);
ajv.addFormat('date-time', true);
const validate = ajv.compile(sarifSchema());

const fixtures = readdirSync('fixtures/lint').filter(
  (file) => file.endsWith('.yaml') && !file.endsWith('.context.yaml'),
);

/** What no fixture has: nothing found, a finding about the run, a fix, a place without a line, texts that are no text. */
const made: Readonly<Record<string, readonly LocatedFinding[]>> = {
  'clean run': [],
  'finding about the run': [findingOfRun()],
  'hostile finding': [hostileFinding()],
  'rendered file': [finding({ place: { file: 'chart/a.yaml', text: '' } })],
};

describeSuite('SARIF', [...Object.keys(made), ...fixtures], async (file) => {
  const own = made[file];
  if (own !== undefined) {
    validate(JSON.parse(printLintSarif(report(...own), {})));
    expect(validate.errors).toBe(null);
    return;
  }
  const text = readFileSync(`fixtures/lint/${file}`, 'utf8');
  const [, args = ''] = /^# args: (.*)$/m.exec(text) ?? [];
  const { findings } = await lintSources([{ name: `fixtures/a b/${file}`, text }], args.split(' ').filter(Boolean));
  const log: unknown = JSON.parse(printLintSarif(report(...findings), {}));
  validate(log);
  expect(validate.errors).toBe(null);
});
