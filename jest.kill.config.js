import base from './jest.config.js'

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/__tests__/kill/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // How long a process takes to stop is measured, and each suite makes several
  // of them at a time.
  maxWorkers: 1
}
