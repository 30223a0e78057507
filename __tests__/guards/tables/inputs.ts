import type { Guard } from '../guard.ts'

const INPUTS = ['__tests__/unit/inputs.test.ts']
const LIMITS = ['__tests__/unit/inputs-limits.test.ts']
const NAMES = ['__tests__/unit/input-names.test.ts']
const AGE = ['__tests__/unit/age-inputs.test.ts']
const SNAPSHOT = ['__tests__/unit/snapshot-inputs.test.ts']
const RESTORE = ['__tests__/unit/restore-inputs.test.ts']
const METHOD = ['__tests__/unit/restore-inputs-method.test.ts']
const VERIFY = ['__tests__/unit/verify-inputs.test.ts']

/** What is wrong with inputs, before any call. */
export const inputGuards: readonly Guard[] = [
  {
    name: 'an input that there is not is refused',
    promise: 'wrong input',
    file: 'src/input-names.ts',
    source: `throw accepted === undefined
      ? unknown(input, meant)`,
    without: `if (accepted !== undefined) throw accepted === undefined
      ? unknown(input, meant)`,
    tests: NAMES
  },
  {
    name: 'an input that does nothing yet is refused',
    promise: 'wrong input',
    file: 'src/input-names.ts',
    source: `: reserved(input, accepted)`,
    without: `: new Error('not refused')`,
    tests: NAMES
  },
  {
    name: 'inputs are held against their names',
    promise: 'wrong input',
    file: 'src/inputs.ts',
    source: 'of refuseUnknownInputs(env)) {',
    without: 'of []) {',
    tests: INPUTS
  },
  {
    name: 'an export takes no dry-run',
    promise: 'dry run',
    file: 'src/inputs.ts',
    source: "if (readBoolean(env, 'dry-run')) {",
    without: 'if (false) {',
    tests: INPUTS
  },
  {
    name: 'a verification takes no dry-run',
    promise: 'dry run',
    file: 'src/verify-inputs.ts',
    source: "if (readBoolean(env, 'dry-run')) {",
    without: 'if (false) {',
    tests: VERIFY
  },
  {
    name: 'dry-run is true or false',
    promise: 'dry run',
    file: 'src/input-kinds.ts',
    source: 'if (/^(false|False|FALSE)$/.test(value)) return false',
    without: 'if (value.length > 0) return false',
    tests: RESTORE
  },
  {
    name: 'an export has no identity',
    promise: 'leaked runner',
    file: 'src/inputs.ts',
    source: 'refuseAgeIdentity(env)\n',
    without: '\n',
    tests: INPUTS
  },
  {
    name: 'there is no export without a key',
    promise: 'encrypted',
    file: 'src/input-values.ts',
    source: "const value = required(env, 'kms-key-id', example)",
    without: "const value = read(env, 'kms-key-id') || 'alias/aws/s3'",
    tests: INPUTS
  },
  {
    name: 'there is no export without encryption',
    promise: 'encrypted',
    file: 'src/input-values.ts',
    source: "if (value === 'aws:kms' || value === 'aws:kms:dsse') return value",
    without: "if (value !== '') return value as 'aws:kms'",
    tests: INPUTS
  },
  {
    name: 'a list of allowed accounts without an account allows none',
    promise: 'wrong pool',
    file: 'src/input-values.ts',
    source:
      'if (ids.length > 0 && ids.every(id => /^\\d{12}$/.test(id))) return ids',
    without: 'if (ids.every(id => /^\\d{12}$/.test(id))) return ids',
    tests: LIMITS
  },
  {
    name: 'allowed accounts are account ids',
    promise: 'wrong pool',
    file: 'src/input-values.ts',
    source: 'ids.every(id => /^\\d{12}$/.test(id))',
    without: 'ids.every(id => id.length > 0)',
    tests: LIMITS
  },
  {
    name: 'the prefix is one that keys can have',
    promise: 'path traversal',
    file: 'src/input-values.ts',
    source: "if (isKeyPrefix(value.split('/'))) return value",
    without: 'if (value !== undefined) return value',
    tests: INPUTS
  },
  {
    name: 'the pool is named by its id',
    promise: 'wrong pool',
    file: 'src/input-values.ts',
    source: `if (USER_POOL_ID.test(value)) return value
  throw wrong('user-pool-id'`,
    without: `if (value.length > 0) return value
  throw wrong('user-pool-id'`,
    tests: INPUTS
  },
  {
    name: 'no secret key is taken for a public one',
    promise: 'no personal data',
    file: 'src/age-inputs.ts',
    source: 'if (/AGE-SECRET-KEY-/i.test(text)) {',
    without: 'if (false) {',
    tests: AGE
  },
  {
    name: 'secret keys are masked wherever they were given',
    promise: 'no personal data',
    file: 'src/age-inputs.ts',
    source:
      'secrets.push(...(value.match(/AGE-SECRET-KEY-[A-Z0-9-]+/gi) ?? []))',
    without: '',
    tests: AGE
  },
  {
    name: 'secrets are masked before anything is said',
    promise: 'no personal data',
    file: 'src/run.ts',
    source: 'for (const secret of secretTexts(world.env)) report.mask(secret)',
    without: '',
    tests: ['__tests__/unit/run.test.ts']
  },
  {
    name: 'all recipients are of one kind',
    promise: 'stolen bucket',
    file: 'src/age-inputs.ts',
    source: 'if (kinds.size > 1) {',
    without: 'if (false) {',
    tests: AGE
  },
  {
    name: 'what is no public key is no recipient',
    promise: 'wrong input',
    file: 'src/age-inputs.ts',
    source: 'if (kind === undefined) throw notRecipient(line)',
    without: '',
    tests: AGE
  },
  {
    name: 'a mistake in a key is noticed',
    promise: 'wrong input',
    file: 'src/snapshot/age-keys.ts',
    source: `    decode()
`,
    without: '',
    tests: ['__tests__/unit/snapshot/age-keys.test.ts']
  },
  {
    name: 'an address and the input bucket name the same bucket',
    promise: 'wrong pool',
    file: 'src/snapshot-inputs.ts',
    source: "expectSame(env, 'bucket', bucket)",
    without: '',
    tests: INPUTS
  },
  {
    name: 'an address and the input source-user-pool-id name the same pool',
    promise: 'wrong pool',
    file: 'src/snapshot-inputs.ts',
    source: "expectSame(env, 'source-user-pool-id', address.userPoolId)",
    without: '',
    tests: INPUTS
  },
  {
    name: 'a pin is a SHA-256',
    promise: 'forged manifest',
    file: 'src/snapshot-inputs.ts',
    source: 'if (/^[0-9a-f]{64}$/.test(value)) return value',
    without: 'if (value.length > 0) return undefined',
    tests: SNAPSHOT
  },
  {
    name: 'max-age is a duration above zero',
    promise: 'rollback',
    file: 'src/snapshot-inputs.ts',
    source: 'if (ms !== undefined && ms > 0) return ms',
    without: 'if (ms === undefined || ms >= 0) return ms',
    tests: SNAPSHOT
  },
  {
    name: 'the snapshot is named by id or address',
    promise: 'wrong input',
    file: 'src/snapshot-inputs.ts',
    source: 'if (!isSnapshotId(choice)) {',
    without: 'if (false) {',
    tests: INPUTS
  },
  {
    name: 'a line of replace has both its sides',
    promise: 'forged manifest',
    file: 'src/restore-inputs.ts',
    source:
      "if (sides.length === 2 && from !== '' && to !== '') return { from, to }",
    without: 'if (sides.length > 0) return { from, to }',
    tests: RESTORE
  },
  {
    name: 'reset-required takes import jobs',
    promise: 'no message',
    file: 'src/restore-inputs.ts',
    source: "if (restoredUserStatus === 'reset-required' && !mayImport) {",
    without: 'if (false) {',
    tests: METHOD
  },
  {
    name: 'a run stops by itself when its time is up',
    promise: 'stops in order',
    file: 'src/deadline.ts',
    source: 'stop.abort(outOfTime(maxDurationMs, mode))',
    without: 'outOfTime(maxDurationMs, mode)',
    tests: ['__tests__/unit/deadline.test.ts']
  },
  {
    name: 'a cancelled run stops',
    promise: 'stops in order',
    file: 'src/deadline.ts',
    source: "signal.addEventListener('abort', follow, { once: true })",
    without: '',
    tests: ['__tests__/unit/deadline.test.ts']
  },
  ...['SIGINT', 'SIGTERM'].map(signal => ({
    name: `a run that gets ${signal} stops in order`,
    promise: 'stops in order' as const,
    file: 'src/index.ts',
    source: `process.once('${signal}', () => stop.abort())`,
    without: '',
    tests: ['__tests__/integration/door.test.ts']
  }))
]
