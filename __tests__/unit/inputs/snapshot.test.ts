import { describe, expect, test } from '@jest/globals'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { readRun } from '../../fixtures/read-inputs.ts'
import { ADDRESS } from '../../fixtures/small-snapshot.ts'

const RESTORE = { mode: 'restore', 'user-pool-id': POOL_ID, bucket: 'backups' }
const VERIFY = { mode: 'verify', 'user-pool-id': POOL_ID, bucket: 'backups' }
const PIN = 'ab'.repeat(32)

const read = (inputs: Readonly<Record<string, string>>) =>
  readRun(inputs).inputs

function wrong(input: string, problem: string) {
  return expect.objectContaining({
    code: 'input',
    message: expect.stringMatching(
      new RegExp(`^The input ${input} ${problem}.*A valid example: .+\\.$`)
    )
  })
}

describe.each([RESTORE, VERIFY])('what a snapshot must be ($mode)', mode => {
  test('is nothing beside whole, if nobody says more', () => {
    expect(read(mode)).not.toHaveProperty('conditions')
  })

  test.each([
    ['26h', 26 * 3_600_000],
    ['7d', 7 * 24 * 3_600_000],
    [' 1d12h ', 36 * 3_600_000]
  ])('is %s old at most', (value, maxAgeMs) => {
    expect(read({ ...mode, 'max-age': value })).toMatchObject({
      conditions: { maxAgeMs, manifestSha256: undefined }
    })
  })

  test.each(['0s', '26', '-1h', 'a day', '1.5h'])('is not %s old', value => {
    expect(() => read({ ...mode, 'max-age': value })).toThrow(
      wrong('max-age', 'is not a duration')
    )
  })

  test.each([PIN, PIN.toUpperCase(), ` ${PIN}\n`])(
    'has the manifest %j',
    value => {
      expect(read({ ...mode, 'manifest-sha256': value })).toMatchObject({
        conditions: { manifestSha256: PIN, maxAgeMs: undefined }
      })
    }
  )

  test.each([PIN.slice(1), `${PIN}0`, 'g'.repeat(64), 'sha256'])(
    'has no manifest %s',
    value => {
      expect(() => read({ ...mode, 'manifest-sha256': value })).toThrow(
        wrong('manifest-sha256', 'is not a SHA-256 in hex')
      )
    }
  )

  // As the runner hands on an output that it has emptied.
  test.each(['', ' \n'])('is not nothing: %j', snapshot => {
    expect(() => read({ ...mode, snapshot })).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringMatching(
          /^The input snapshot is empty; .*text of a secret.*snapshot-id/
        )
      })
    )
  })

  test('is at an address as well, with conditions', () => {
    const snapshot = `s3://my-backups/cognito-backup/${POOL_ID}/${ADDRESS.snapshotId}/`
    const { bucket: _, ...others } = mode
    expect(read({ ...others, snapshot, 'max-age': '1h' })).toMatchObject({
      bucket: 'my-backups',
      snapshot: { address: ADDRESS },
      conditions: { maxAgeMs: 3_600_000 }
    })
  })
})
