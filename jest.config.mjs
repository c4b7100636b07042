const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
};

export default {
  // All cores: jest keeps one back, which is half of them on small machines.
  maxWorkers: '100%',
  // The second one speaks up for upstream data only.
  reporters: ['default', '<rootDir>/test/upstream/summary-reporter.mjs'],
  projects: [
    {
      ...shared,
      displayName: 'own',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/fuzz/', '<rootDir>/test/package/', '<rootDir>/test/upstream/'],
    },
    // The package as users install it; takes npm and, for other releases of Node.js, its registry.
    { ...shared, displayName: 'package', testMatch: ['<rootDir>/test/package/**/*.test.ts'] },
    { ...shared, displayName: 'upstream', testMatch: ['<rootDir>/test/upstream/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'fuzz',
      testMatch: ['<rootDir>/test/fuzz/**/*.test.ts'],
      globalSetup: '<rootDir>/test/fuzz/build.mjs',
    },
  ],
};
