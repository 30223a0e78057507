/**
 * What is mutated together: files, the percentage of mutants that tests have to kill,
 * and the suites that can. A mutant that no test reaches counts as one that survives.
 * Only unit tests: for each mutant Jest loads all tests that reach it.
 */
export const rooms = {
  snapshot: {
    mutate: ['src/snapshot/**/*.ts'],
    break: 75,
    tests: ['unit/snapshot/**/*.test.ts']
  },
  storage: {
    mutate: ['src/storage/**/*.ts'],
    break: 75,
    tests: ['unit/storage/**/*.test.ts']
  },
  plan: {
    mutate: [
      'src/restore/plan/**/*.ts',
      '!src/restore/plan/users/{proof,claims}.ts'
    ],
    break: 85,
    tests: ['unit/restore/plan/**/*.test.ts']
  },
  identity: {
    mutate: [
      'src/restore/plan/users/{proof,claims}.ts',
      'src/restore/records/*.ts',
      'src/restore/target/attributes.ts'
    ],
    break: 85,
    tests: ['unit/restore/{plan,records,target}/**/*.test.ts']
  },
  gates: {
    mutate: ['src/export/**/*.ts'],
    break: 85,
    tests: ['unit/export/**/*.test.ts']
  },
  sanitiser: {
    mutate: ['src/report/sanitise.ts'],
    break: 75,
    tests: ['unit/report/*.test.ts']
  }
}
