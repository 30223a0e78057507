import { availableParallelism } from 'node:os'

// Jest loads CommonJS several times as fast as ECMAScript modules. Types are
// checked once, by `npm run lint`.
const TO_COMMON_JS = [
  '@swc/jest',
  {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
    module: { type: 'commonjs' }
  }
]

const project = (displayName, folder, more = {}) => ({
  displayName,
  testEnvironment: './__tests__/jest/environment.ts',
  runtime: '<rootDir>/__tests__/jest/runtime.js',
  testMatch: [`<rootDir>/__tests__/${folder}/**/*.test.ts`],
  // Whatever a test is about, what the action sends has to be what AWS takes.
  setupFilesAfterEnv: ['<rootDir>/__tests__/fixtures/valid-requests.ts'],
  transform: { '\\.[jt]s$': TO_COMMON_JS },
  // See runtime.js. It has nothing but ECMAScript modules.
  transformIgnorePatterns: ['/node_modules/(?!@actions/github/)'],
  moduleNameMapper: {
    '^@actions/github/lib/utils$':
      '<rootDir>/node_modules/@actions/github/lib/utils.js'
  },
  ...more
})

/** What `npm test` runs: all that holds what ships. */
const shipped = [
  project('unit', 'unit'),
  project('integration', 'integration'),
  project('e2e', 'e2e'),
  project('faults', 'faults', {
    testPathIgnorePatterns: ['<rootDir>/__tests__/faults/slow/']
  }),
  project('repository', 'repository')
]

/** By `npm test -- --selectProjects NAME`. */
const others = [
  project('tools', 'tools', {
    testPathIgnorePatterns: ['<rootDir>/__tests__/tools/slow/']
  }),
  project('slow-tools', 'tools/slow'),
  project('hangs', 'faults/slow'),
  project('kill', 'kill'),
  // These by the run.sh of their folder, which installs what they need.
  project('age', 'age'),
  project('query', 'query'),
  project('runner', 'runner'),
  project('emulators', 'emulators', {
    testEnvironment: '<rootDir>/__tests__/emulators/environment.ts'
  })
]

const isSelected = process.argv.some(one => one.startsWith('--selectProjects'))

/** @type {import('jest').Config} */
export default {
  testSequencer: '<rootDir>/__tests__/jest/sequencer.js',
  projects: isSelected ? [...shipped, ...others] : shipped,
  // No test fails for a machine that is slow: this is for what hangs, and no test
  // has a limit of its own.
  testTimeout: 30 * 60_000,
  // Some tests wait more than they work.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // Modules of finished test files are never freed; a worker that holds too many
  // is replaced.
  workerIdleMemoryLimit: '1GB'
}
