import { describe, expect, test } from '@jest/globals'
import { awsFailure } from '../../../../fixtures/aws-failures.ts'
import { apply, PEOPLE, planned } from '../../../../fixtures/applied-users.ts'
import { creation, kept, update } from '../../../../fixtures/restore-plans.ts'
import { streamOf } from '../../../../fixtures/streams.ts'

describe('the users of a plan', () => {
  test('are all created, each once, some at a time', async () => {
    const run = await apply(streamOf(PEOPLE))
    expect(run.error).toBeUndefined()
    expect(run.created).toEqual(PEOPLE.map(({ record }) => record.username))
    expect(run.outcome).toMatchObject({
      usersCreated: 200,
      usersUpdated: 0,
      usersFailed: 0,
      billedUsers: 200,
      membershipsAdded: 0,
      membershipsRemoved: 0,
      membershipsFailed: 0
    })
    expect(run.outcome.failures.size).toBe(0)
    expect(run.pieces).toMatchObject([
      { noun: 'user', expected: 200, done: 200, ended: 1 }
    ])
    expect(run.mostInFlight).toBeGreaterThan(1)
    expect(run.mostInFlight).toBeLessThanOrEqual(64)
  })

  test('of nobody are none, which is known', async () => {
    const { outcome, error } = await apply(streamOf([]))
    expect(error).toBeUndefined()
    expect(outcome).toMatchObject({ usersCreated: 0, billedUsers: 0 })
  })

  test('are not stopped by one who is refused', async () => {
    const action = 'cognito-idp:AdminCreateUser'
    const { outcome, error } = await apply(streamOf(PEOPLE), username => {
      if (username === 'u7') throw awsFailure('InvalidParameter', { action })
    })
    expect(error).toBeUndefined()
    expect(outcome).toMatchObject({
      usersCreated: 199,
      usersFailed: 1,
      billedUsers: 199
    })
    expect([...outcome.failures]).toEqual([
      ['AdminCreateUser: InvalidParameter', 1]
    ])
  })

  test('have changed the pool only if a call succeeded', async () => {
    const refuse = () => {
      throw awsFailure('InvalidParameter')
    }
    const refused = await apply(streamOf(PEOPLE), refuse)
    expect(refused.outcome).toMatchObject({
      hasWritten: false,
      usersFailed: 200
    })
    const one = await apply(streamOf(PEOPLE.slice(0, 1)))
    expect(one.outcome.hasWritten).toBe(true)
    const none = await apply(streamOf([planned('ada', kept())]))
    expect(none.outcome.hasWritten).toBe(false)
  })

  test('are existing when another run has created them', async () => {
    const resumes = { username: 'ada', sub: 'there', hasPassword: false }
    const { outcome, lines, created } = await apply(
      streamOf([planned('ada', creation({ resumes })), planned('eva')])
    )
    expect(created).toEqual(['eva'])
    expect(outcome).toMatchObject({ usersCreated: 1, usersExisting: 1 })
    expect(lines.map(({ result }) => result)).toEqual(['existing', 'created'])
  })

  test('are failed, and billed, when they are created but not completely', async () => {
    const plan = creation({ groups: ['a', 'gone', 'b'] })
    const { outcome } = await apply(streamOf([planned('ada', plan)]))
    expect(outcome).toMatchObject({
      usersCreated: 0,
      usersFailed: 1,
      billedUsers: 1,
      membershipsAdded: 2,
      membershipsFailed: 1
    })
  })
})

describe('whatever is planned', () => {
  const EACH = [
    planned('new'),
    planned('old', update({ username: 'old', enabled: false })),
    planned('kept', kept({ sub: 'kept-sub' })),
    planned('other', kept({ isConflict: true })),
    planned('fed', { action: 'skip', reasons: ['federated'] }),
    planned('bad', { action: 'fail', code: 'address-taken' })
  ]

  test('each user has a line of the report, in the order of the plan', async () => {
    const { lines } = await apply(streamOf(EACH))
    expect(lines.map(line => [line.username, line.result])).toEqual([
      ['new', 'created'],
      ['old', 'updated'],
      ['kept', 'existing'],
      ['other', 'conflict'],
      ['fed', 'skipped'],
      ['bad', 'failed']
    ])
  })

  test('calls are made only for users to create and to update', async () => {
    const { created, outcome, pieces } = await apply(streamOf(EACH))
    expect(created).toEqual(['new'])
    expect(outcome).toMatchObject({
      usersCreated: 1,
      usersUpdated: 1,
      usersFailed: 1,
      billedUsers: 1
    })
    expect([...outcome.failures]).toEqual([['address-taken', 1]])
    expect(pieces).toMatchObject([{ done: 2, ended: 1 }])
  })
})
