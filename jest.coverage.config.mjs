import { readdirSync, readFileSync } from 'node:fs';
import base from './jest.config.mjs';

const folders = ['convert', 'lint', 'request'];

/** Tests that start processes and import no source: what they reach is not counted. */
const ofProcesses = readdirSync('test', { recursive: true })
  .map((file) => `test/${file}`)
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => {
    const text = readFileSync(file, 'utf8');
    return text.includes("'node:child_process'") && !text.includes('/src/');
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
      return { ...project, testPathIgnorePatterns: [...ignored, ...ofProcesses.map((file) => `<rootDir>/${file}`)] };
    }),
};
