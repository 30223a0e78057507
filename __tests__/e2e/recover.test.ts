import { afterEach, expect, test } from '@jest/globals'
import { runAction } from '../../simulator/run-action.ts'
import { closeExampleScene, expectGreen } from '../fixtures/example-scene.ts'
import {
  passwordOf,
  reportedAs,
  startRecoveryDay
} from '../fixtures/recovery-day.ts'
import { runHere } from '../fixtures/run-here.ts'

afterEach(closeExampleScene)

const names = (people: readonly { username: string }[]) =>
  people.map(({ username }) => username).sort()

test('recover.yml brings back whom a script deleted, and loses nobody who is newer', async () => {
  const day = await startRecoveryDay({
    people: 150,
    deleted: 36,
    changed: 24,
    corrected: 5,
    signedUp: 10
  })
  const { simulator, before, corrected } = day
  const signedUp = [...day.signedUp]
  /** Those whose sign-up was refused, and who try it again later. */
  const waiting: string[] = []
  const ended = await day.recover({
    async run(endpoint, inputs, options) {
      const step = inputs['recovery'] ?? inputs['mode']
      if (step !== 'cancel') {
        for (const name of [...waiting.splice(0), `during-${step}`]) {
          try {
            day.signUp(name)
            signedUp.push(name)
          } catch {
            waiting.push(name)
          }
        }
        const blocked = ['export', 'apply']
        expect([step, waiting.length > 0]).toEqual([
          step,
          blocked.includes(step ?? '')
        ])
      }
      // One step of this mode by the bundle.
      const runStep = step === 'apply' ? runAction : runHere
      return runStep(endpoint, inputs, options)
    }
  })
  expectGreen(ended)
  expect(
    ended.runs.map(({ job, outputs }) => [job, outputs['status']])
  ).toEqual([
    ['preview', 'planned'],
    ['export', 'complete'],
    ['apply', 'complete'],
    ['apply', 'complete'],
    ['compare', 'complete'],
    ['time-limit', 'complete']
  ])
  const [preview, , apply, restore] = ended.runs
  expect(preview?.outputs).toMatchObject({
    'recovery-users-created': '36',
    'recovery-users-updated': '29',
    'recovery-users-deleted': '11'
  })
  expect(apply?.inputs['max-deleted']).toBe('11')
  expect(ended.summary).toMatch(/11 users, groups.* \*\*go\*\*/)
  expect(ended.summary).toContain('29 are as they were then')
  expect(restore?.outputs['users-created']).toBe('11')

  const people = day.people()
  expect(signedUp).toHaveLength(15)
  expect(names(people)).toEqual([...names(before), ...signedUp].sort())
  const now = new Map(people.map(person => [person.sub, person]))
  for (const person of before) {
    const { sub, username } = person
    expect(now.get(sub)?.attributes).toEqual(person.attributes)
    expect(now.get(sub)?.username).toBe(username)
    const password = passwordOf(username)
    expect(
      simulator.signIn(simulator.userPoolId, username, password)
    ).toBeUndefined()
  }
  const report = apply?.outputs['report-uri'] ?? ''
  const reverted = reportedAs(simulator, report, 'reverted')
  expect(reverted).toEqual(expect.arrayContaining(names(corrected)))
  expect(reverted).toHaveLength(29)
  expect(reportedAs(simulator, report, 'missing')).toHaveLength(11)
  expect(simulator.stats().messagesSent).toBe(0)
  expect(simulator.requests().breaches).toEqual([])
})
