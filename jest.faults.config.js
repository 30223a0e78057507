import base from './jest.config.js'

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/__tests__/faults/slow/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // All at once: they wait more than they work.
  maxWorkers: 4
}
