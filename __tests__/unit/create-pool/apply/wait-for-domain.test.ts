import { expect, test } from '@jest/globals'
import { waitForDomain } from '../../../../src/create-pool/apply/wait-for-domain.ts'
import { fakePool } from '../../../fixtures/fake-pool.ts'
import {
  fakeClock,
  fakeLog,
  inNoTime,
  NEVER
} from '../../../fixtures/fake-world.ts'

/** How often a domain is looked at whose states these are, and what is said. */
async function looks(states: string[], signal = NEVER) {
  let count = 0
  const pool = fakePool({
    DescribeUserPoolDomain: () => ({
      DomainDescription: { UserPoolId: 'new', Status: states[count++] }
    })
  })
  const time = fakeClock()
  const log = fakeLog()
  const tools = { clock: time.clock, log, signal }
  await inNoTime(time, waitForDomain(['mine'], pool, tools as never))
  return { count, lines: log.lines }
}

test('a domain that is coming is waited for, and said once', async () => {
  const seen = await looks(['CREATING', 'CREATING', 'ACTIVE'])
  expect(seen).toEqual({
    count: 3,
    lines: ['Waiting until the domain is there.']
  })
})

test.each(['ACTIVE', 'FAILED'])(
  'nothing is waited for once it is %s',
  async state => {
    expect(await looks([state])).toEqual({ count: 1, lines: [] })
  }
)

test('a run that has to stop waits no longer', async () => {
  await expect(looks(['CREATING'], AbortSignal.abort())).rejects.toMatchObject({
    code: 'cancelled'
  })
})
