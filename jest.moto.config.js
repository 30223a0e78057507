import base from './jest.config.js'

if (process.env['MOTO_ENDPOINT'] === undefined) {
  throw new Error('Start these tests with `npm run test:moto`.')
}

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/__tests__/moto/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  setupFilesAfterEnv: [
    ...base.setupFilesAfterEnv,
    '<rootDir>/__tests__/moto/relay.ts'
  ],
  // One process answers them all.
  maxWorkers: 2
}
