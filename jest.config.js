/*
 * Tests run as CommonJS: Jest loads modules of their own kind several times as
 * slowly. Types are checked once, by `npm run lint`.
 */
const swc = parser => [
  '@swc/jest',
  { jsc: { parser, target: 'es2024' }, module: { type: 'commonjs' } }
]

/** Packages that have nothing but ECMAScript modules. */
const MODULES_ONLY =
  '@actions|@noble|@octokit|@scure|age-encryption|before-after-hook|p-map|universal-user-agent'

const tests = {
  testEnvironment: 'node',
  // Whatever a test is about, what the action sends has to be what AWS takes.
  setupFilesAfterEnv: ['<rootDir>/__tests__/fixtures/valid-requests.ts'],
  transform: {
    '\\.ts$': swc({ syntax: 'typescript' }),
    '\\.js$': swc({ syntax: 'ecmascript' })
  },
  transformIgnorePatterns: [`/node_modules/(?!(${MODULES_ONLY})/)`],
  // Their exports name no file for CommonJS.
  moduleNameMapper: {
    '^@actions/([a-z-]+)$': '<rootDir>/node_modules/@actions/$1',
    '^@actions/([a-z-]+)/lib/([a-z-]+)$':
      '<rootDir>/node_modules/@actions/$1/lib/$2.js'
  }
}

/** @type {import('jest').Config} */
export default {
  ...tests,
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/__tests__/moto/',
    '<rootDir>/__tests__/age/',
    '<rootDir>/__tests__/runner/',
    '<rootDir>/__tests__/kill/',
    '<rootDir>/__tests__/faults/slow/'
  ],
  testTimeout: 30 * 60_000,
  maxWorkers: '100%',
  workerIdleMemoryLimit: '1GB'
}
