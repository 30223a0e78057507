import { describe, expect, test } from '@jest/globals'
import { noticeRecovery } from '../../../../src/restore/apply/notice-recovery.ts'
import { disableUser } from '../../../../src/cognito/writes.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import { fakePool, refuses } from '../../../fixtures/fake-pool.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'
import { inWords, restore } from '../../../fixtures/restore-scene.ts'

const RECOVERY = {
  RestoreId: '0a1b2c3d-0000-4000-8000-0123456789ab',
  RestoreStatus: 'PREVIEW_GENERATING'
}
const NONE = { Restorations: [] }
const ACTIVE = { Restorations: [RECOVERY] }

/** Writes to a pool, one write after the other. */
function writer(
  answers: readonly (string | undefined)[],
  list: () => object = () => NONE
) {
  const left = [...answers]
  const stops: unknown[] = []
  const pool = fakePool({
    AdminDisableUser: () => {
      const awsCode = left.shift()
      return awsCode === undefined ? {} : Promise.reject(awsFailure(awsCode))
    },
    ListPointInTimeRecoveries: list
  })
  const watched = noticeRecovery(pool, NEVER, error => stops.push(error))
  const writeAll = async () => {
    const ends: unknown[] = []
    for (const _ of answers) {
      const end = disableUser(watched, 'ada').catch((error: unknown) => error)
      ends.push(await end)
    }
    return ends
  }
  const asked = () =>
    pool.calls.filter(({ operation }) => operation.startsWith('ListPoint'))
      .length
  return { writeAll, stops, asked }
}

describe('a write that Cognito refuses while a recovery is active', () => {
  test.each([
    'NotAuthorizedException',
    'InvalidParameterException',
    'OperationNotEnabledException',
    'ConcurrentModificationException',
    'UserImportInProgressException',
    'PointInTimeRecoveryInProgressException'
  ])('with %s stops the restore and names the recovery', async awsCode => {
    const { writeAll, stops } = writer([awsCode], () => ACTIVE)
    const [error] = await writeAll()
    expect(error).toMatchObject({ code: 'recovery-active' })
    expect(String(error)).toMatch(
      /recovery 0a1b2c3d-.*PREVIEW_GENERATING.*mode: recover.*run the same/
    )
    expect(stops).toEqual([error])
  })

  test('names the recovery too when it was under way as that was noticed', async () => {
    const codes = Array.from({ length: 5 }, () => 'NotAuthorizedException')
    const { writeAll, stops, asked } = writer(codes, () => ACTIVE)
    const ends = await writeAll()
    expect(ends).toMatchObject(codes.map(() => ({ code: 'recovery-active' })))
    expect(stops).toHaveLength(1)
    expect(asked()).toBe(1)
  })

  test('is as it was when no recovery is active', async () => {
    const { writeAll, stops } = writer(['InvalidParameterException'])
    expect(await writeAll()).toMatchObject([
      { awsCode: 'InvalidParameterException' }
    ])
    expect(stops).toEqual([])
  })

  test('is as it was when the role may not ask, which it does once', async () => {
    const denied = refuses('AccessDeniedException', { code: 'access-denied' })
    const codes = Array.from({ length: 9 }, () => 'NotAuthorizedException')
    const { writeAll, asked } = writer(codes, denied)
    expect(await writeAll()).toMatchObject(codes.map(awsCode => ({ awsCode })))
    expect(asked()).toBe(1)
  })

  test('is as it was when the question fails', async () => {
    const lost = refuses('ECONNRESET', { code: 'network' })
    const { writeAll } = writer(['NotAuthorizedException'], lost)
    expect(await writeAll()).toMatchObject([
      { awsCode: 'NotAuthorizedException' }
    ])
  })
})

describe('the list of recoveries is asked', () => {
  const BAD = 'InvalidParameterException'

  test('not for a refusal that has a reason of its own', async () => {
    const { writeAll, asked } = writer(['UserNotFoundException'])
    await writeAll()
    expect(asked()).toBe(0)
  })

  test('ever more rarely while refusals follow each other', async () => {
    const { writeAll, asked } = writer(Array.from({ length: 100 }, () => BAD))
    await writeAll()
    // After 1, 3, 7, 15, 31 and 63 refusals.
    expect(asked()).toBe(6)
  })

  test('once where each refusal is followed by a success', async () => {
    const { writeAll, asked } = writer([BAD, undefined, BAD, undefined, BAD])
    await writeAll()
    expect(asked()).toBe(1)
  })
})

describe('a recovery that begins during a restore', () => {
  const blocked = refuses('NotAuthorizedException')

  test('ends it at once, with its journal left open', async () => {
    let asked = 0
    const { outcome, error, writes, stored } = await restore({
      answers: {
        ListPointInTimeRecoveries: () => (asked++ === 0 ? NONE : ACTIVE),
        AdminSetUserPassword: blocked,
        AdminAddUserToGroup: blocked,
        AdminDisableUser: blocked
      }
    })
    expect(error).toMatchObject({ code: 'recovery-active' })
    expect(outcome).toMatchObject({ status: 'partial', usersFailed: 0 })
    expect(inWords({ writes })).toContain('AdminCreateUser ada')
    const journal = [...stored.keys()].filter(key => key.endsWith('.json'))
    expect(journal).toHaveLength(1)
    expect(journal[0]).toMatch(/started-1\.json$/)
  })

  test('before the first write refuses it, a dry run too', async () => {
    for (const dryRun of [false, true]) {
      const { error, writes } = await restore({
        answers: { ListPointInTimeRecoveries: () => ACTIVE },
        policies: { dryRun }
      })
      expect(error).toMatchObject({ code: 'restore-blocked' })
      expect(writes).toEqual([])
    }
  })

  test('is no matter to a role that may not list recoveries', async () => {
    const { error } = await restore({
      answers: {
        ListPointInTimeRecoveries: refuses('AccessDeniedException', {
          code: 'access-denied'
        })
      }
    })
    expect(error).toBeUndefined()
  })
})
