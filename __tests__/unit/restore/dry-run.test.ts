import { describe, expect, test } from '@jest/globals'
import type { RestoreOutcome } from '../../../src/shared/outcome.ts'
import { onlyUsers } from '../../fixtures/chosen-users.ts'
import { listedUser, poolAnswer } from '../../fixtures/fake-pool.ts'
import { restore, type Scene } from '../../fixtures/restore-scene.ts'
import { groupRecord, userRecord } from '../../fixtures/snapshot-records.ts'

const dryRun = (scene: Scene = {}) =>
  restore({ ...scene, policies: { ...scene.policies, dryRun: true } })

/** What a person compares between a dry run and the restore. */
function countsOf(outcome: RestoreOutcome) {
  const { status: _, report: _r, hasWritten: _h, warnings, ...counts } = outcome
  return { ...counts, warnings: warnings.map(({ title }) => title) }
}

const address = (name: string) => ({
  email: `${name}@example.com`,
  email_verified: 'true'
})

/** Somebody of each kind, for a pool where e-mail is an alias. */
const MANY: Scene = {
  content: {
    users: [
      userRecord({ username: 'ada', sub: '1', attributes: address('ada') }),
      userRecord({ username: 'twin', sub: '2', attributes: address('ada') }),
      userRecord({
        username: 'old',
        sub: '3',
        attributes: { ...address('old'), name: 'New Name' }
      }),
      userRecord({ username: 'other', sub: '4', attributes: address('x') }),
      userRecord({ username: 'fed', sub: '5', skip: ['federated'] })
    ],
    groups: [groupRecord()],
    memberships: [
      { group: 'admins', username: 'ada' },
      { group: 'admins', username: 'old' }
    ]
  },
  answers: {
    DescribeUserPool: () => poolAnswer({ AliasAttributes: ['email'] }),
    ListUsers: () => ({ Users: [listedUser('old'), listedUser('other')] })
  },
  policies: { existingUsers: 'update' }
}

describe('a dry run', () => {
  test('writes nothing, to the pool or to the bucket', async () => {
    const { writes, stored, outcome, error } = await dryRun(MANY)
    expect(error).toBeUndefined()
    expect(writes).toEqual([])
    expect([...stored]).toEqual([])
    expect(outcome).toMatchObject({ status: 'planned', report: undefined })
  })

  test.each<[string, Scene]>([
    ['an ordinary pool', {}],
    ['users of every kind', MANY],
    [
      'some users',
      { ...MANY, policies: { ...MANY.policies, onlyUsers: onlyUsers(['ada']) } }
    ]
  ])('counts what the restore does, of %s', async (_what, scene) => {
    const [planned, real] = [await dryRun(scene), await restore(scene)]
    expect(countsOf(planned.outcome)).toEqual(countsOf(real.outcome))
  })

  test('predicts each call of the restore', async () => {
    const [planned, real] = [await dryRun(MANY), await restore(MANY)]
    const calls = planned.outcome.plan?.work.map(work => work.calls) ?? []
    expect(calls.reduce((sum, count) => sum + count)).toBe(real.writes.length)
  })

  test('of a snapshot whose users are all skipped fails like the restore', async () => {
    const scene = { content: { users: [userRecord({ skip: ['federated'] })] } }
    const [planned, real] = [await dryRun(scene), await restore(scene)]
    expect(planned.error).toMatchObject({ code: 'nothing-restored' })
    expect(planned.error).toEqual(real.error)
    expect(planned.outcome.status).toBe('failed')
  })

  test('of a restore that is blocked fails like that', async () => {
    const scene = { policies: { existingUsers: 'fail' } as const }
    const [planned, real] = [await dryRun(scene), await restore(scene)]
    expect(planned.error).toMatchObject({ code: 'restore-blocked' })
    expect(planned.error).toEqual(real.error)
  })
})
