/**
 * What is mutated together: files, the share of covered mutants that tests have to
 * kill, and the suites that can.
 */
export const rooms = {
  snapshot: {
    mutate: ['src/snapshot/**/*.ts'],
    break: 75,
    tests: [
      'unit/snapshot/**/*.test.ts',
      'unit/verify/**/*.test.ts',
      'integration/damaged-snapshot.test.ts',
      'integration/forged-snapshot.test.ts'
    ]
  },
  storage: {
    mutate: ['src/storage/**/*.ts'],
    break: 75,
    tests: [
      'unit/storage/**/*.test.ts',
      'unit/verify/**/*.test.ts',
      'unit/export/**/*.test.ts'
    ]
  },
  plan: {
    mutate: [
      'src/restore/plan/**/*.ts',
      '!src/restore/plan/users/{proof,claims}.ts'
    ],
    break: 85,
    tests: [
      'unit/restore/**/*.test.ts',
      'integration/restore-policies*.test.ts',
      'integration/restore-letter-case.test.ts'
    ]
  },
  identity: {
    mutate: [
      'src/restore/plan/users/{proof,claims}.ts',
      'src/restore/records/*.ts',
      'src/restore/target/attributes.ts'
    ],
    break: 85,
    tests: [
      'unit/restore/**/*.test.ts',
      'integration/restore-strangers.test.ts',
      'integration/restore-journal.test.ts'
    ]
  },
  gates: {
    mutate: ['src/export/**/*.ts'],
    break: 85,
    tests: ['unit/export/**/*.test.ts', 'integration/second-reading.test.ts']
  },
  sanitiser: {
    mutate: ['src/report/sanitise.ts'],
    break: 75,
    tests: ['unit/report/**/*.test.ts', 'unit/run.test.ts']
  }
}
