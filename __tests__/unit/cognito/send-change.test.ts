import { describe, expect, test } from '@jest/globals'
import { sendChange, sendOnce } from '../../../src/cognito/send-change.ts'
import { fakeClock, inNoTime, NEVER } from '../../fixtures/fake-world.ts'
import { wirePool } from '../../fixtures/wire-pool.ts'

/** A pool that refuses so often, by this error. */
function refusing(error: string, times: number) {
  let calls = 0
  const pool = wirePool(() => ((calls += 1) <= times ? error : {}))
  return { pool, calls: () => calls }
}

function change(
  { pool }: ReturnType<typeof refusing>,
  send: typeof sendChange | typeof sendOnce = sendChange,
  signal = NEVER
) {
  const time = fakeClock()
  const tools = { clock: time.clock, signal }
  const input = { UserPoolId: pool.userPoolId }
  const sent = send(pool, 'CreateUserPoolClient', input, tools)
  return inNoTime<unknown>(time, sent)
}

describe('a change that Cognito refuses for a while', () => {
  test.each([
    'ConcurrentModificationException',
    'InvalidSmsRoleTrustRelationshipException',
    'InvalidSmsRoleAccessPolicyException'
  ])('is sent again after %s', async error => {
    for (const send of [sendChange, sendOnce]) {
      const refused = refusing(error, 2)
      await change(refused, send)
      expect(refused.calls()).toBe(3)
    }
  })

  test('fails in the end', async () => {
    const refused = refusing('ConcurrentModificationException', 100)
    await expect(change(refused)).rejects.toMatchObject({
      awsCode: 'ConcurrentModificationException'
    })
    expect(refused.calls()).toBe(6)
  })

  test('is not sent again by a run that has to stop', async () => {
    const refused = refusing('ConcurrentModificationException', 100)
    await expect(
      change(refused, sendChange, AbortSignal.abort())
    ).rejects.toMatchObject({ code: 'cancelled' })
    expect(refused.calls()).toBe(0)
  })
})

test('a change that Cognito refuses for good is sent once', async () => {
  const refused = refusing('InvalidParameterException', 100)
  await expect(change(refused)).rejects.toMatchObject({
    awsCode: 'InvalidParameterException'
  })
  expect(refused.calls()).toBe(1)
})
