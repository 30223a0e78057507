import jest from '../../jest.config.js'
import { rooms } from './rooms.js'

const { ROOM = '', CHANGED } = process.env

const ofChange = {
  mutate: CHANGED?.split('\n').filter(file => file !== '') ?? [],
  break: 75,
  tests: ['unit/**/*.test.ts', 'integration/**/*.test.ts']
}
const room = CHANGED === undefined ? rooms[ROOM] : ofChange
if (room === undefined) {
  throw new Error(
    `There is no room "${ROOM}". The rooms are: ${Object.keys(rooms).join(', ')}.`
  )
}
const [unit] = jest.projects

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: room.mutate,
  testRunner: 'jest',
  plugins: ['@stryker-mutator/*', import.meta.resolve('./sample.js')],
  ignorers: ['sample'],
  coverageAnalysis: 'perTest',
  jest: {
    // The tests of a room are named, and to look for others takes seconds a mutant.
    enableFindRelatedTests: room === ofChange,
    projectType: 'custom',
    config: {
      ...unit,
      displayName: undefined,
      // Stryker reads jest.config.js as well, and would run each test once a project.
      projects: [],
      // In place of the check of requests, which loads the service model into each
      // test file and kills no mutant.
      setupFilesAfterEnv: ['<rootDir>/tools/mutation/without-shrinking.js'],
      testMatch: room.tests.map(name => `<rootDir>/__tests__/${name}`),
      // Half a minute a mutant.
      testPathIgnorePatterns: ['/exhaustive/']
    }
  },
  // What runs once when a file is loaded can't be told apart by test, and each
  // such mutant would need all tests.
  ignoreStatic: true,
  // Sentences to users are no promise of these rooms.
  mutator: { excludedMutations: ['StringLiteral'] },
  // Modules of finished tests are never freed.
  maxTestRunnerReuse: 40,
  // A busy machine kills no mutant: Stryker itself counts hits of endless loops.
  timeoutFactor: 2,
  concurrency: 2,
  incremental: true,
  incrementalFile: `node_modules/.cache/mutation/${ROOM}.json`,
  tempDirName: 'coverage/mutation',
  reporters: ['clear-text', 'progress', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: {
    fileName: `node_modules/.cache/mutation/${ROOM}-report.json`
  },
  thresholds: { high: room.break, low: room.break, break: room.break }
}
