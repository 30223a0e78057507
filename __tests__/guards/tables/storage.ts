import type { Guard } from '../guard.ts'

const PUT = ['__tests__/unit/storage/put.test.ts']
const GET = ['__tests__/unit/storage/get.test.ts']
const CHOSEN = ['__tests__/unit/storage/open-chosen.test.ts']
const FIND = ['__tests__/unit/storage/find-snapshot.test.ts']
const LIST = ['__tests__/unit/storage/list.test.ts']

/** What is asked of S3, and held against its answers. */
export const storageGuards: readonly Guard[] = [
  {
    name: 'an object is stored only where there is none',
    promise: 'immutable',
    file: 'src/storage/put.ts',
    source: "IfNoneMatch: '*',",
    without: '',
    tests: PUT
  },
  {
    name: 'S3 is asked to check the SHA-256 of what it stores',
    promise: 'complete',
    file: 'src/storage/put.ts',
    source: 'ChecksumSHA256: checksum,',
    without: '',
    tests: PUT
  },
  {
    name: 'S3 is asked to encrypt as the input says',
    promise: 'encrypted',
    file: 'src/storage/put.ts',
    source: 'ServerSideEncryption: encryption.algorithm,',
    without: "ServerSideEncryption: 'aws:kms',",
    tests: PUT
  },
  {
    name: 'S3 is asked to encrypt with the key of the input',
    promise: 'encrypted',
    file: 'src/storage/put.ts',
    source: 'SSEKMSKeyId: encryption.keyId,',
    without: '',
    tests: PUT
  },
  {
    name: 'S3 has stored the bytes that were sent',
    promise: 'complete',
    file: 'src/storage/put.ts',
    source:
      'if (echoed !== checksum && (bucket.isAws || echoed !== undefined)) {',
    without: 'if (echoed === undefined && bucket.isAws) {',
    tests: PUT
  },
  {
    name: 'AWS itself confirms the SHA-256 of what it stored',
    promise: 'complete',
    file: 'src/storage/put.ts',
    source: '(bucket.isAws || echoed !== undefined)',
    without: 'echoed !== undefined',
    tests: PUT
  },
  {
    name: 'S3 has encrypted as it was asked to',
    promise: 'encrypted',
    file: 'src/storage/put.ts',
    source: 'if (algorithm !== encryption.algorithm) {',
    without: 'if (false) {',
    tests: PUT
  },
  {
    name: 'S3 has encrypted with the key that was asked for',
    promise: 'encrypted',
    file: 'src/storage/put.ts',
    source: '!isKeyAskedFor(encryption.keyId, keyArn)',
    without: 'false',
    tests: PUT
  },
  {
    name: 'S3 says which key it has encrypted with',
    promise: 'encrypted',
    file: 'src/storage/put.ts',
    source: 'SSEKMSKeyId: keyArn } = answer',
    without: 'SSEKMSKeyId: keyArn = encryption.keyId } = answer',
    tests: PUT
  },
  {
    name: 'an object that is there at the first attempt is somebody else’s',
    promise: 'immutable',
    file: 'src/storage/put.ts',
    source: 'isTaken(error) && error.attempts > 1',
    without: 'isTaken(error)',
    tests: PUT
  },
  {
    name: 'an object that is there after a retry is our own',
    promise: 'complete',
    file: 'src/storage/put.ts',
    source: 'isTaken(error) && error.attempts > 1',
    without: 'isTaken(error) && error.attempts > 1000',
    tests: PUT
  },
  {
    name: 'an object that is there is called so, and what to do',
    promise: 'honest end',
    file: 'src/storage/put.ts',
    source: 'if (isTaken(error)) throw taken(key, wording)',
    without: '',
    tests: PUT
  },
  {
    name: 'an object larger than its cap is not read',
    promise: 'bombs',
    file: 'src/storage/get.ts',
    source: 'if (length > maxBytes) {',
    without: 'if (false) {',
    tests: GET
  },
  {
    name: 'an object whose length nobody tells is read up to its cap',
    promise: 'bombs',
    file: 'src/storage/get.ts',
    source: 'if (length > maxBytes) return undefined',
    without: '',
    tests: GET
  },
  {
    name: 'an answer that is cut short is read again, and never taken',
    promise: 'tampered part',
    file: 'src/storage/get.ts',
    source: 'if (isToldLength && bytes.length !== length) throw cutShort(key)',
    without: '',
    tests: GET
  },
  {
    name: 'a connection that breaks is not taken for a damaged snapshot',
    promise: 'honest end',
    file: 'src/storage/get.ts',
    source: 'throw cutShort(key, error)',
    without: 'throw tooLarge(key, maxBytes)',
    tests: GET
  },
  {
    name: 'an object is asked for again when its answer breaks off',
    promise: 'same end state',
    file: 'src/storage/get.ts',
    source: 'attempt === READ_ATTEMPTS',
    without: 'attempt >= 1',
    tests: GET
  },
  {
    name: 'what the role may not read is not taken for missing',
    promise: 'honest end',
    file: 'src/storage/get.ts',
    source: "if (awsCode === 'NoSuchKey') return true",
    without: "if (awsCode !== '') return true",
    tests: GET
  },
  {
    name: 'only a refused version is read as the newest one',
    promise: 'tampered part',
    file: 'src/storage/prefer-version.ts',
    source: "if (error.code !== 'access-denied') throw error",
    without: '',
    tests: FIND
  },
  {
    name: 'a manifest has the digest of the pin',
    promise: 'forged manifest',
    file: 'src/storage/open-chosen.ts',
    source: 'if (digest !== pin) throw otherManifest(key)',
    without: '',
    tests: [...CHOSEN, '__tests__/unit/restore/snapshot-conditions.test.ts']
  },
  {
    name: 'a manifest was never stored over another',
    promise: 'forged manifest',
    file: 'src/storage/open-chosen.ts',
    source: 'return versions > 1 ?',
    without: 'return versions > 1000 ?',
    tests: CHOSEN
  },
  {
    name: 'versions that may not be listed are told of',
    promise: 'unknown is unknown',
    file: 'src/storage/open-chosen.ts',
    source:
      'if (versions === undefined) return { ...fine, warning: uncheckedVersions() }',
    without: 'if (versions === undefined) return fine',
    tests: CHOSEN
  },
  {
    name: 'versions are unknown only where the role may not list them',
    promise: 'forged manifest',
    file: 'src/storage/open-chosen.ts',
    source: 'if (isNotAnswered(error)) return undefined',
    without: 'if (error !== undefined) return undefined',
    tests: CHOSEN
  },
  {
    name: 'a damaged latest snapshot is not passed over for an older one',
    promise: 'rollback',
    file: 'src/storage/find-snapshot.ts',
    source: "error instanceof UserError && error.code === 'no-snapshot'",
    without: 'error instanceof UserError',
    tests: FIND
  },
  {
    name: 'the latest snapshot is the newest',
    promise: 'rollback',
    file: 'src/storage/find-snapshot.ts',
    source: 'folders.filter(isSnapshotId).reverse()',
    without: 'folders.filter(isSnapshotId)',
    tests: FIND
  },
  {
    name: 'only a folder that is named like a snapshot is one',
    promise: 'path traversal',
    file: 'src/storage/find-snapshot.ts',
    source: 'folders.filter(isSnapshotId).reverse()',
    without: 'folders.slice().reverse()',
    tests: FIND
  },
  {
    name: 'snapshots are listed to the last page',
    promise: 'rollback',
    file: 'src/storage/list.ts',
    source: `  } while (token !== undefined)
  return folders.sort()`,
    without: `  } while (false)
  return folders.sort()`,
    tests: LIST
  },
  {
    name: 'versions are listed to the last page',
    promise: 'forged manifest',
    file: 'src/storage/list.ts',
    source: 'while (keyMarker !== undefined)',
    without: 'while (false)',
    tests: LIST
  },
  {
    name: 'bytes are held against the manifest, and not by the SDK',
    promise: 'tampered part',
    file: 'src/storage/bucket.ts',
    source: "responseChecksumValidation: 'WHEN_REQUIRED' as const,",
    without: '',
    tests: ['__tests__/unit/storage/bucket.test.ts']
  }
]
