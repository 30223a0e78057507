import { expect, test } from '@jest/globals'
import { annotations } from '../fixtures/action-runs.ts'
import { tryPeople } from '../fixtures/people-trials.ts'
import { comparableState } from '../fixtures/restore-runs.ts'
import { inTurns } from '../fixtures/turns.ts'
import { titleOf } from './cases/case.ts'
import { peopleCases } from './cases/cognito-people.ts'

/** They all begin at once, and wait for their turn. */
const inTurn = inTurns(6)

test.concurrent.each(peopleCases.map(one => [titleOf(one), one] as const))(
  '%s',
  (_title, one) =>
    inTurn(async () => {
      const trial = await tryPeople(one)
      const { simulator, source, target, exported, first, second } = trial
      try {
        expect(exported.outputs['status']).toBe('complete')
        const isWhole = one.outcome === 'recovered'
        expect(annotations(first, 'error')).toEqual(
          isWhole ? [] : [expect.stringContaining(one.says ?? 'nothing')]
        )
        expect(first.exitCode).toBe(isWhole ? 0 : 1)
        expect(first.outputs).toMatchObject({
          ...one.outputs,
          status: isWhole ? 'complete' : one.outcome
        })
        expect(simulator.stats().messagesSent).toBe(0)

        const { users } = simulator.poolState(target)
        expect(users).toHaveLength(Number(first.outputs['users-created'] ?? 0))
        const original = new Map(
          comparableState(simulator, source).users.map(user => [
            user.username,
            user
          ])
        )
        for (const user of comparableState(simulator, target).users) {
          expect(user).toEqual(original.get(user.username))
        }
        expect(second.exitCode).toBe(one.staysSo === true ? 1 : 0)
        expect(simulator.poolState(target).users).toHaveLength(users.length)
      } finally {
        await simulator.close()
      }
    })
)
