import type { Guard } from '../guard.ts'

const PARTS = ['__tests__/unit/snapshot/part-writer.test.ts']
const AGE = ['__tests__/unit/snapshot/age-writer.test.ts']

/** What is written of a pool, and what is left out. */
export const captureGuards: readonly Guard[] = [
  {
    name: 'a part decodes to the text that went into it',
    promise: 'complete',
    file: 'src/snapshot/part-writer.ts',
    source: "text.digest('hex') !== sha256 ||",
    without: '',
    tests: ['__tests__/unit/snapshot/part-writer-memory.test.ts']
  },
  {
    name: 'a part decodes to as many lines as went into it',
    promise: 'counts reconcile',
    file: 'src/snapshot/part-writer.ts',
    source: ' || lineFeeds !== lines',
    without: '',
    tests: PARTS
  },
  {
    name: 'no part is larger than readers take',
    promise: 'complete',
    file: 'src/snapshot/part-writer.ts',
    source: 'if (bytes.length > READ_CAPS.partBytes) {',
    without: 'if (false) {',
    tests: PARTS
  },
  {
    name: 'a part is closed before its text is larger than readers take',
    promise: 'complete',
    file: 'src/snapshot/part-writer.ts',
    source: ` ||
      this.#textBytes >= limits.closeAtTextBytes`,
    without: '',
    tests: PARTS
  },
  {
    name: 'an encrypted file decrypts to what was put into it',
    promise: 'complete',
    file: 'src/snapshot/age-writer.ts',
    source:
      "if (!(await isWhole(file, witness, recipients, meant.digest('hex')))) {",
    without: 'if (false) {',
    tests: AGE
  },
  {
    name: 'an encrypted file is for all keys',
    promise: 'complete',
    file: 'src/snapshot/age-writer.ts',
    source: 'if (header.recipients !== recipients.length) return false',
    without: '',
    tests: AGE
  },
  {
    name: 'keys that nothing can be encrypted for are refused at once',
    promise: 'wrong input',
    file: 'src/snapshot/age-writer.ts',
    source: 'await tryOut(recipients)',
    without: '',
    tests: AGE
  },
  {
    name: 'no definition is written that is larger than readers take',
    promise: 'complete',
    file: 'src/snapshot/definition.ts',
    source: 'if (bytes.length >= MAX_DEFINITION_BYTES) {',
    without: 'if (false) {',
    tests: ['__tests__/unit/snapshot/definition.test.ts']
  },
  {
    name: 'no definition is written that readers refuse',
    promise: 'complete',
    file: 'src/snapshot/definition.ts',
    source: "throw unreadable('definition', why)",
    without: "if (why === '') throw unreadable('definition', why)",
    tests: ['__tests__/unit/snapshot/definition.test.ts']
  },
  {
    name: 'what readers would refuse is left out of a definition',
    promise: 'complete',
    file: 'src/cognito/definition/readable.ts',
    source: '!JSON.stringify(value).includes(REFUSED_KEY)',
    without: 'true',
    tests: ['__tests__/unit/cognito/definition/readable.test.ts']
  },
  {
    name: 'what readers would find nested too deeply is left out',
    promise: 'complete',
    file: 'src/cognito/definition/readable.ts',
    source: 'if (!isWithin(MAX_DEPTH, value)) return false',
    without: '',
    tests: ['__tests__/unit/cognito/definition/readable.test.ts']
  },
  {
    name: 'what would not fit into a definition is left out',
    promise: 'complete',
    file: 'src/cognito/definition/fit.ts',
    source: 'if (bytesSoFar + bytes > maxBytes) continue',
    without: '',
    tests: ['__tests__/unit/cognito/definition/fit.test.ts']
  },
  {
    name: 'a section that could not be read is told of',
    promise: 'unknown is unknown',
    file: 'src/cognito/definition/read-sections.ts',
    source: 'reasons.set(name, reason)',
    without: '',
    tests: ['__tests__/unit/cognito/definition/read-sections.test.ts']
  },
  {
    name: 'the secret of an app client is not stored',
    promise: 'no personal data',
    file: 'src/cognito/definition/clients.ts',
    source: `  { ClientSecret, ...settings }: UserPoolClientType,
  secretArn: unknown
): CapturedClient {`,
    without: `  settings: UserPoolClientType,
  secretArn: unknown
): CapturedClient {
  const { ClientSecret } = settings`,
    tests: ['__tests__/unit/cognito/definition/secrets.test.ts']
  },
  {
    name: 'only harmless details of identity providers are stored',
    promise: 'no personal data',
    file: 'src/cognito/definition/provider-details.ts',
    source: 'HARMLESS.has(name) &&',
    without: '',
    tests: ['__tests__/unit/cognito/definition/secrets.test.ts']
  },
  {
    name: 'an address with a password in it is not stored',
    promise: 'no personal data',
    file: 'src/cognito/definition/provider-details.ts',
    source: ' && !holdsPassword(details[name])',
    without: '',
    tests: ['__tests__/unit/cognito/definition/secrets.test.ts']
  },
  {
    name: 'no look-up is made where it is switched off',
    promise: 'no surprise bill',
    file: 'src/export/mfa-lookup.ts',
    source: "if (poolMfa === 'OFF' || policy.mode === 'never') return false",
    without: "if (poolMfa === 'OFF') return false",
    tests: ['__tests__/unit/export/mfa-lookup.test.ts']
  },
  {
    name: 'no look-up is made where MFA is off',
    promise: 'no surprise bill',
    file: 'src/export/mfa-lookup.ts',
    source: "if (poolMfa === 'OFF' || policy.mode === 'never') return false",
    without: "if (policy.mode === 'never') return false",
    tests: ['__tests__/unit/export/mfa-lookup.test.ts']
  },
  {
    name: 'no look-up is made by itself where MFA is required',
    promise: 'no surprise bill',
    file: 'src/export/mfa-lookup.ts',
    source: "poolMfa === 'OPTIONAL' &&",
    without: '',
    tests: ['__tests__/unit/export/mfa-lookup.test.ts']
  },
  {
    name: 'no look-up is made by itself past the limit',
    promise: 'no surprise bill',
    file: 'src/export/mfa-lookup.ts',
    source: '(estimate ?? 0) <= policy.limit',
    without: 'true',
    tests: ['__tests__/unit/export/mfa-lookup.test.ts']
  },
  {
    name: 'the look-up ends at the limit although the estimate was too low',
    promise: 'no surprise bill',
    file: 'src/export/mfa-lookup.ts',
    source: 'asked >= most',
    without: 'false',
    tests: ['__tests__/unit/export/mfa-lookup.test.ts']
  },
  {
    name: 'users whom a look-up bills are counted',
    promise: 'no surprise bill',
    file: 'src/cognito/mfa.ts',
    source: `billed += 1
      return factors`,
    without: 'return factors',
    tests: ['__tests__/unit/cognito/mfa.test.ts']
  },
  {
    name: 'who was asked about is billed, though nobody waited for the answer',
    promise: 'no surprise bill',
    file: 'src/cognito/mfa.ts',
    source: 'error instanceof StoppedCallError && error.mayHaveHappened',
    without: 'error instanceof StoppedCallError && !error.mayHaveHappened',
    tests: ['__tests__/unit/cognito/mfa.test.ts']
  },
  {
    name: 'who was not looked up is not taken for one without MFA',
    promise: 'unknown is unknown',
    file: 'src/export/classify.ts',
    source: "(poolMfa === 'OFF' ? none : 'unknown')",
    without: "(poolMfa === 'OFF' ? none : none)",
    tests: ['__tests__/unit/export/classify.test.ts']
  },
  {
    name: 'a look-up that is denied leaves users unknown',
    promise: 'unknown is unknown',
    file: 'src/cognito/mfa.ts',
    source: `error.code === 'access-denied' || error.code === 'aws') {
          return 'unknown'`,
    without: `error.code === 'access-denied' || error.code === 'aws') {
          return { methods: [], preferred: null }`,
    tests: ['__tests__/unit/cognito/mfa.test.ts']
  },
  {
    name: 'everybody counts as protected where MFA is required',
    promise: 'unknown is unknown',
    file: 'src/export/classify.ts',
    source: "poolMfa === 'ON' ||",
    without: '',
    tests: ['__tests__/unit/export/classify.test.ts']
  },
  {
    name: 'who has a factor counts as protected',
    promise: 'unknown is unknown',
    file: 'src/export/classify.ts',
    source: "(mfa !== 'unknown' && mfa.methods.length > 0)",
    without: 'false',
    tests: ['__tests__/unit/export/classify.test.ts']
  }
]
