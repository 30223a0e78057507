import type { Guard } from '../guard.ts'

const SNAPSHOT = ['__tests__/unit/verify/verify-snapshot.test.ts']
const HEADERS = ['__tests__/unit/verify/check-headers.test.ts']
const FINDINGS = ['__tests__/unit/verify/findings.test.ts']

/** What a verification finds. */
export const verifyGuards: readonly Guard[] = [
  {
    name: 'a verification that found something fails',
    promise: 'honest end',
    file: 'src/verify/verify-snapshot.ts',
    source: 'findings.expectNone(snapshot.address.snapshotId)',
    without: '',
    tests: SNAPSHOT
  },
  {
    name: 'a verification knows a snapshot that would not restore',
    promise: 'honest end',
    file: 'src/verify/findings.ts',
    source: "this.#all.every(({ weight }) => weight !== 'blocks')",
    without: 'true',
    tests: FINDINGS
  },
  {
    name: 'what fails on the way to a snapshot is no finding about it',
    promise: 'honest end',
    file: 'src/verify/findings.ts',
    source: 'if (!isSnapshotRefusal(refusal)) throw refusal',
    without: `if (!isSnapshotRefusal(refusal)) return`,
    tests: FINDINGS
  },
  {
    name: 'a verification refuses a manifest of several versions',
    promise: 'forged manifest',
    file: 'src/verify/verify-snapshot.ts',
    source: 'if (refusal !== undefined) findings.refuse(refusal)',
    without: '',
    tests: SNAPSHOT
  },
  {
    name: 'a verification refuses a snapshot that is too old',
    promise: 'rollback',
    file: 'src/verify/verify-snapshot.ts',
    source: 'if (tooOld !== undefined) findings.refuse(tooOld)',
    without: '',
    tests: SNAPSHOT
  },
  {
    name: 'a verification refuses a snapshot of the future, max-age or not',
    promise: 'rollback',
    file: 'src/verify/verify-snapshot.ts',
    source: 'maxAgeMs = Infinity',
    without: 'maxAgeMs',
    tests: SNAPSHOT
  },
  {
    name: 'an encrypted snapshot is not verified without an identity',
    promise: 'wrong input',
    file: 'src/verify/verify-snapshot.ts',
    source: "if (level === 'contents') keyTo(snapshot)",
    without: '',
    tests: ['__tests__/unit/verify/verify-snapshot.test.ts']
  },
  {
    name: 'a verification compares only with pools of allowed accounts',
    promise: 'wrong pool',
    file: 'src/verify/verify-snapshot.ts',
    source: 'refuseOtherAccount(accountId, allowedAccountIds)',
    without: '',
    tests: ['__tests__/unit/verify/verify-drift.test.ts']
  },
  {
    name: 'a verification finds objects that the manifest does not list',
    promise: 'tampered part',
    file: 'src/verify/check-listing.ts',
    source: 'if (unlisted.count > 0) {',
    without: 'if (false) {',
    tests: SNAPSHOT
  },
  {
    name: 'a verification finds objects that were stored over',
    promise: 'immutable',
    file: 'src/verify/check-listing.ts',
    source: 'if (rewritten.length > 0) {',
    without: 'if (false) {',
    tests: SNAPSHOT
  },
  {
    name: 'a verification says where it may not list versions',
    promise: 'unknown is unknown',
    file: 'src/verify/check-listing.ts',
    source: `findings.remark(
    'versions-unchecked',`,
    without: `new Array<string>().push(
    'versions-unchecked',`,
    tests: HEADERS
  },
  {
    name: 'a verification says where a bucket keeps no versions',
    promise: 'unknown is unknown',
    file: 'src/verify/check-listing.ts',
    source: 'if (objects.every(({ versionId }) => versionId === null)) {',
    without: 'if (false) {',
    tests: SNAPSHOT
  },
  {
    name: 'a verification finds objects that are missing',
    promise: 'tampered part',
    file: 'src/verify/check-headers.ts',
    source: 'findings.refuse(missing(object))',
    without: '',
    tests: SNAPSHOT
  },
  {
    name: 'a verification finds objects whose headers differ',
    promise: 'tampered part',
    file: 'src/verify/check-headers.ts',
    source: 'else findings.refuse(refusal)',
    without: '',
    tests: HEADERS
  },
  {
    name: 'a verification finds objects that are encrypted otherwise',
    promise: 'encrypted',
    file: 'src/verify/check-headers.ts',
    source: 'expectEncryption(object.key, headers)',
    without: '',
    tests: HEADERS
  },
  {
    name: 'a verification finds a manifest that is encrypted otherwise',
    promise: 'encrypted',
    file: 'src/verify/check-headers.ts',
    source: 'if (headers !== undefined) expectEncryption(key, headers)',
    without: '',
    tests: HEADERS
  },
  {
    name: 'a verification says where S3 tells no SHA-256',
    promise: 'unknown is unknown',
    file: 'src/verify/check-headers.ts',
    source: 'if (headers.sha256 === undefined && !isRead) {',
    without: 'if (false) {',
    tests: HEADERS
  },
  {
    name: 'a verification says where another version was asked after',
    promise: 'unknown is unknown',
    file: 'src/verify/check-headers.ts',
    source:
      'object.versionId !== null && headers.versionId !== object.versionId',
    without: 'false',
    tests: HEADERS
  },
  {
    name: 'a SHA-256 of parts is not taken for one of the object',
    promise: 'unknown is unknown',
    file: 'src/storage/head.ts',
    source: "checksum === undefined || checksum.includes('-')",
    without: 'checksum === undefined',
    tests: HEADERS
  },
  {
    name: 'a part that is refused is a finding',
    promise: 'tampered part',
    file: 'src/verify/check-contents.ts',
    source: `        findings.refuse(error)
        isWhole = false`,
    without: `        isWhole = error === undefined`,
    tests: SNAPSHOT
  },
  {
    name: 'a verification finds groups that contradict each other',
    promise: 'forged manifest',
    file: 'src/verify/check-contents.ts',
    source: 'groupCheck.refusals()',
    without: '[]',
    tests: SNAPSHOT
  },
  {
    name: 'a verification finds users that contradict the manifest',
    promise: 'counts reconcile',
    file: 'src/verify/check-contents.ts',
    source: 'hasUsers ? userCheck.refusals() : []',
    without: '[]',
    tests: SNAPSHOT
  },
  {
    name: 'nothing is concluded from users of whom some could not be read',
    promise: 'unknown is unknown',
    file: 'src/verify/check-contents.ts',
    source: 'return hasUsers ? userCheck.counts : undefined',
    without: 'return userCheck.counts',
    tests: SNAPSHOT
  },
  {
    name: 'memberships of nobody are told of',
    promise: 'counts reconcile',
    file: 'src/verify/check-contents.ts',
    source: 'nobodies += 1',
    without: 'nobodies += 0',
    tests: SNAPSHOT
  },
  {
    name: 'usernames that stand twice in a snapshot are told of',
    promise: 'counts reconcile',
    file: 'src/verify/check-contents.ts',
    source: 'namesTwice += 1',
    without: 'namesTwice += 0',
    tests: SNAPSHOT
  }
]
