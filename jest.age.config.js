import base from './jest.config.js'

if (process.env['AGE_FOLDER'] === undefined) {
  throw new Error('Start these tests with `npm run test:age`.')
}

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/__tests__/age/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/']
}
