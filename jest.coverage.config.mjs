import { readdirSync, readFileSync } from 'node:fs';
import base from './jest.config.mjs';

const folders = ['convert', 'lint', 'request'];

/** Cases of the command line run the sources in the place of the built command, so that what they reach counts. */
const moduleNameMapper = { '.*/dist/cli\\.cjs$': '<rootDir>/src/cli.ts' };

/** Tests that do nothing but start processes, in which nothing is counted. */
const ofProcesses = readdirSync('test', { recursive: true })
  .map((file) => `test/${file}`)
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => {
    const text = readFileSync(file, 'utf8');
    return text.includes("'node:child_process'") && !/\/src\/|built-command/.test(text);
  });

/** `npm run coverage`: how much of the decisions the tests reach, those on upstream data included. */
export default {
  ...base,
  collectCoverage: true,
  collectCoverageFrom: folders.map((folder) => `src/${folder}/**/*.ts`),
  coverageDirectory: 'coverage',
  coverageProvider: 'v8',
  coverageReporters: ['text-summary', 'json'],
  coverageThreshold: Object.fromEntries(folders.map((folder) => [`./src/${folder}/`, { branches: 95 }])),
  projects: base.projects
    .filter(({ displayName }) => displayName === 'own' || displayName === 'upstream')
    .map((project) => {
      const ignored = 'testPathIgnorePatterns' in project ? project.testPathIgnorePatterns : [];
      const patterns = [...ignored, ...ofProcesses.map((file) => `<rootDir>/${file}`)];
      return { ...project, moduleNameMapper, testPathIgnorePatterns: patterns };
    }),
};
