/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  // They need a server or a tool of their own, or much time: npm run test:moto,
  // test:age, test:runner, test:kill, test:hangs.
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/__tests__/moto/',
    '<rootDir>/__tests__/age/',
    '<rootDir>/__tests__/runner/',
    '<rootDir>/__tests__/kill/',
    '<rootDir>/__tests__/faults/slow/'
  ],
  // Whatever a test is about, what the action sends has to be what AWS takes.
  setupFilesAfterEnv: ['<rootDir>/__tests__/fixtures/valid-requests.ts'],
  // No test fails for a machine that is slow: this is for what hangs, and no test
  // has a limit of its own.
  testTimeout: 30 * 60_000,
  // Most of a test's time is its own; the spawned runs leave enough.
  maxWorkers: '100%',
  // Modules of finished test files are never freed; a worker that holds too many
  // is replaced.
  workerIdleMemoryLimit: '1GB',
  extensionsToTreatAsEsm: ['.ts'],
  // Types are checked once, by `npm run lint`.
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' } }
    ]
  }
}
