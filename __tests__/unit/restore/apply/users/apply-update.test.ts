import { describe, expect, test } from '@jest/globals'
import { cancelled } from '../../../../../src/shared/errors.ts'
import { applyUpdate } from '../../../../../src/restore/apply/users/apply-update.ts'
import type { UserUpdate } from '../../../../../src/restore/plan/users/user-plan.ts'
import type { ApplyTools } from '../../../../../src/restore/apply/users/user-steps.ts'
import { fakePool, refuses } from '../../../../fixtures/fake-pool.ts'
import { endingOnce } from '../../../../fixtures/fake-world.ts'
import {
  resultWith,
  toolsWith,
  update
} from '../../../../fixtures/restore-plans.ts'

const done = () => ({})
const ALL = {
  AdminDisableUser: done,
  AdminUpdateUserAttributes: done,
  AdminRemoveUserFromGroup: done,
  AdminAddUserToGroup: done,
  AdminEnableUser: done
}

async function apply(
  plan: Partial<UserUpdate>,
  answers: Parameters<typeof fakePool>[0] = {},
  tools: Partial<ApplyTools> = {}
) {
  const pool = fakePool({ ...ALL, ...answers })
  const result = await applyUpdate(update(plan), toolsWith(pool, tools))
  return { result, made: pool.calls.map(call => call.operation) }
}

const OK = resultWith({ isWritten: true, sub: 'sub-of-ada' })
const FULL = {
  attributes: { name: 'Ada', 'custom:old': '' },
  addTo: ['c'],
  removeFrom: ['a', 'b']
}

describe('an existing user', () => {
  test('is disabled before anything is granted', async () => {
    const { result, made } = await apply({ ...FULL, enabled: false })
    expect(made).toEqual([
      'AdminDisableUser',
      'AdminUpdateUserAttributes',
      'AdminRemoveUserFromGroup',
      'AdminRemoveUserFromGroup',
      'AdminAddUserToGroup'
    ])
    expect(result).toEqual({
      ...OK,
      isBilled: true,
      membershipsAdded: 1,
      membershipsRemoved: 2
    })
  })

  test('is enabled when everything else is done', async () => {
    const { made } = await apply({ ...FULL, enabled: true })
    expect(made.at(-1)).toBe('AdminEnableUser')
  })

  test('never gets a password', async () => {
    const { made } = await apply({ ...FULL, enabled: true })
    expect(made).not.toContain('AdminSetUserPassword')
  })

  test.each<[string, Partial<UserUpdate>, boolean]>([
    ['is enabled', { enabled: true }, false],
    ['gets attributes', { attributes: { name: 'Ada' } }, true],
    ['joins a group', { addTo: ['a'] }, true],
    ['leaves a group', { removeFrom: ['a'] }, true]
  ])('who %s: whether that is billed', async (_what, plan, isBilled) => {
    const { result, made } = await apply(plan)
    expect(made).toHaveLength(1)
    expect(result.isBilled).toBe(isBilled)
  })
})

describe('a failure', () => {
  test('of one step does not stop the others', async () => {
    const { result, made } = await apply(
      { ...FULL, enabled: true },
      {
        AdminUpdateUserAttributes: refuses('InvalidParameterException'),
        AdminRemoveUserFromGroup: refuses('ResourceNotFoundException')
      }
    )
    expect(made).toHaveLength(5)
    expect(result).toMatchObject({
      isBilled: true,
      membershipsAdded: 1,
      membershipsRemoved: 0,
      membershipsFailed: 2
    })
    expect(result.failures).toHaveLength(3)
  })

  test('that would meet everybody stops the user', async () => {
    const { result, made } = await apply(
      { ...FULL, enabled: true },
      {
        AdminUpdateUserAttributes: refuses('X', { code: 'credentials' })
      }
    )
    expect(made).toEqual(['AdminUpdateUserAttributes'])
    expect(result.failures).toHaveLength(1)
    expect(result.isBilled).toBe(false)
  })

  test('of everything bills nobody', async () => {
    const { result } = await apply(FULL, {
      AdminUpdateUserAttributes: refuses('A'),
      AdminRemoveUserFromGroup: refuses('B'),
      AdminAddUserToGroup: refuses('C')
    })
    expect(result.isBilled).toBe(false)
    expect(result.failures).toHaveLength(4)
  })

  test.each(Object.keys(ALL))('of %s that is a bug comes out', async name => {
    const bug = new TypeError('a bug')
    const enabled = name !== 'AdminDisableUser'
    await expect(
      apply({ ...FULL, enabled }, { [name]: () => Promise.reject(bug) })
    ).rejects.toBe(bug)
  })
})

describe('a job that ends counts no failed memberships', () => {
  test.each([0, 1, 2])('after %d calls', expectNoneFailed)
  test.each([3, 4])('after %d calls', expectNoneFailed)

  async function expectNoneFailed(calls: number): Promise<void> {
    const pool = fakePool(ALL)
    const result = await applyUpdate(
      update({ ...FULL, enabled: true }),
      toolsWith(pool, {
        ending: endingOnce(() => pool.calls.length >= calls)
      })
    )
    expect(pool.calls).toHaveLength(calls)
    expect(result).toMatchObject({
      isInterrupted: true,
      isWritten: calls > 0,
      membershipsFailed: 0,
      failures: []
    })
  }
})

test('a run that stops while a user waits for a group leaves the rest', async () => {
  const { result, made } = await apply({ addTo: ['a'], enabled: true }, ALL, {
    groups: { ready: () => Promise.reject(cancelled()) }
  })
  expect(made).toEqual([])
  expect(result).toMatchObject({ isInterrupted: true, failures: [] })
})
