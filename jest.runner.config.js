import base from './jest.config.js'

if (process.env['ACT'] === undefined) {
  throw new Error('Start these tests with `npm run test:runner`.')
}

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/__tests__/runner/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/']
}
