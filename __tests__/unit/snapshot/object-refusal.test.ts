import { expect, test } from '@jest/globals'
import { partKey, type SnapshotObject } from '../../../src/snapshot/manifest.ts'
import { missing, objectRefusal } from '../../../src/snapshot/object-refusal.ts'
import { ADDRESS, sha256 } from '../../fixtures/small-snapshot.ts'

const object: SnapshotObject = {
  key: partKey(ADDRESS, 'users', 0),
  kind: 'users',
  index: 0,
  bytes: 20,
  sha256: sha256('users'),
  records: 1,
  versionId: null
}

test.each<[string, number, string | undefined, string | undefined]>([
  ['the same', 0, object.sha256, undefined],
  ['of the same length and an unknown digest', 0, undefined, undefined],
  ['shorter', -1, object.sha256, 'snapshot-truncated'],
  ['longer', 1, object.sha256, 'snapshot-appended'],
  ['another', 0, sha256('x'), 'snapshot-digest']
])('an object that is %s', (_what, more, digest, code) => {
  const facts = { bytes: object.bytes + more, sha256: digest }
  const refusal = objectRefusal(object, facts)
  expect(refusal?.code).toBe(code)
  if (refusal !== undefined) expect(refusal.message).toContain(object.key)
})

test('an object that is not there has a code of its own', () => {
  expect(missing(object)).toMatchObject({ code: 'snapshot-missing' })
})
