import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { lintSources } from './linting.ts';

/** What the README shows as input that works; what is below `platform` is context. */
const shown: Readonly<Record<string, readonly string[]>> = {
  quickstart: ['quickstart.yaml'],
  'quickstart in an old version': ['quickstart-v1alpha2.yaml'],
  'Gateway for an internal network': ['internal-gateway.yaml'],
  'requests to a gateway': ['request/shop.yaml'],
  'requests within the mesh': ['request/mesh.yaml'],
  'route beside the Gateway of another team': ['cli/context/team/route.yaml', 'cli/context/platform/gateway.yaml'],
};

async function severities(files: readonly string[]): Promise<readonly string[]> {
  const sources = files.map((file) => ({
    name: file,
    text: readFileSync(`fixtures/${file}`, 'utf8'),
    context: file.includes('/platform/'),
  }));
  const { findings, objects } = await lintSources(sources);
  expect(objects).toBeGreaterThan(0);
  return findings.map(({ severity, rule, message }) => `${severity} ${rule} ${message}`);
}

describe('what the README shows as input that works gives no error', () => {
  test.each(Object.entries(shown))('%s', async (_, files) => {
    expect((await severities(files)).filter((found) => found.startsWith('error '))).toEqual([]);
  });
});

test('the quickstart gives nothing but the note on its Service, which is not in the file', async () => {
  expect(await severities(['quickstart.yaml'])).toEqual([expect.stringMatching(/^info GWX0111 .*1 Service/)]);
});
