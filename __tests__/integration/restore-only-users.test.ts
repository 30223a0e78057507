import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { SimulatorOptions } from '../../simulator/simulator.ts'
import { usersOfFile } from '../../src/inputs/only-users-file.ts'
import { onlyUsers } from '../fixtures/chosen-users.ts'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import { makePoolWith } from '../fixtures/restore-pools.ts'
import { refusal } from '../fixtures/restore-runs.ts'

let lab: RestoreLab
let hooks: Pick<SimulatorOptions, 'intercept'> = {}
beforeAll(async () => {
  lab = await openLab({ intercept: call => hooks.intercept?.(call) })
})
afterAll(() => lab.close())

const subOf = (number: number) =>
  `7438d4b8-0000-7000-8000-${String(number).padStart(12, '0')}`

describe.each([
  ['usernames', {}],
  ['phone numbers for aliases', { AliasAttributes: ['phone_number'] }],
  ['phone numbers for usernames', { UsernameAttributes: ['phone_number'] }]
])('in pools with %s', (_what, request) => {
  test('users are found by phone number', async () => {
    const users = [1, 2, 3].map(number => {
      const sub = subOf(number)
      const hasName = !('UsernameAttributes' in request)
      return {
        username: hasName ? `user-${number}` : sub,
        sub,
        attributes: {
          phone_number: `+1555010${number}`,
          phone_number_verified: 'true'
        }
      }
    })
    const plan = { request }
    const source = await makePoolWith(lab.simulator, { users }, plan)
    const snapshot = await lab.exportOf(source)
    const target = await makePoolWith(lab.simulator, {}, plan)
    const run = await lab.restore(snapshot, target, {
      usersWithoutUsername: 'recreate',
      onlyUsers: onlyUsers(['+15550102', '+15550103'])
    })
    expect(run.failure).toBeUndefined()
    const restored = lab.simulator.poolState(target).users
    expect(
      restored.map(({ attributes }) => attributes['phone_number']).sort()
    ).toEqual(['+15550102', '+15550103'])
  })
})

describe('a file', () => {
  test('may name thousands of users by sub', async () => {
    const users = Array.from({ length: 5100 }, (_, number) => ({
      username: `user-${number}`,
      sub: subOf(number),
      attributes: {}
    }))
    const source = await makePoolWith(lab.simulator, { users }, {})
    const snapshot = await lab.exportOf(source, 'never')
    const subs = users.slice(100).map(({ sub }) => sub)
    const target = await makePoolWith(lab.simulator, {}, {})
    const run = await lab.restore(snapshot, target, {
      dryRun: true,
      onlyUsers: usersOfFile(Buffer.from(subs.join('\r\n')))
    })
    expect(run.failure).toBeUndefined()
    expect(run.outcome).toMatchObject({
      status: 'planned',
      chosenBy: 'only-users-file',
      usersInSnapshot: 5100,
      users: 5000,
      usersCreated: 5000
    })
  })

  test('may be the report of a restore, whose failed users are restored', async () => {
    const users = ['ada', 'bo', 'cy', 'dee'].map((username, number) => ({
      username,
      sub: subOf(number),
      attributes: {}
    }))
    const source = await makePoolWith(lab.simulator, { users }, {})
    const snapshot = await lab.exportOf(source)
    const target = await makePoolWith(lab.simulator, {}, {})
    hooks.intercept = ({ operation, input }) =>
      operation === 'AdminCreateUser' &&
      /^(bo|dee)$/.test(String((input as { Username: unknown }).Username))
        ? refusal('InvalidParameterException')
        : undefined
    const first = await lab.restore(snapshot, target)
    hooks = {}
    expect(first.failure?.code).toBe('restore-incomplete')

    const { bucket, read } = lab.storage
    const key = first.outcome.report?.uri?.split(`${bucket.name}/`)[1] ?? ''
    const again = await lab.restore(snapshot, target, {
      onlyUsers: usersOfFile(Buffer.from(read(key) ?? ''))
    })
    expect(again.failure).toBeUndefined()
    expect(again.outcome).toMatchObject({
      chosenBy: 'report',
      usersInSnapshot: 4,
      users: 2,
      usersCreated: 2
    })
    expect([...again.lines.keys()].sort()).toEqual(['bo', 'dee'])
    expect(lab.simulator.poolState(target).users).toHaveLength(4)
  })
})
