import { readdirSync, readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { Ajv, type AnySchema } from 'ajv';
import { printLintSarif } from '../../src/output/lint-sarif.ts';
import { lintSources } from '../lint/linting.ts';
import { report } from '../output/finding-report.ts';
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

describeSuite('SARIF', fixtures, async (file) => {
  const text = readFileSync(`fixtures/lint/${file}`, 'utf8');
  const [, args = ''] = /^# args: (.*)$/m.exec(text) ?? [];
  const { findings } = await lintSources([{ name: `fixtures/a b/${file}`, text }], args.split(' ').filter(Boolean));
  const log: unknown = JSON.parse(printLintSarif(report(...findings), {}));
  validate(log);
  expect(validate.errors).toBe(null);
});
