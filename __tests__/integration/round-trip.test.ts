import { afterAll, beforeAll, test } from '@jest/globals'
import type { Simulator } from '../../simulator/simulator.ts'
import { expectRoundTrip, startWithPeople } from '../fixtures/round-trips.ts'

const USERS = 10_000

let simulator: Simulator
beforeAll(async () => {
  simulator = await startWithPeople({ signIn: 'username', users: USERS })
})
afterAll(() => simulator.close())

test(`a pool of ${USERS} users comes back whole from a restore, and a second restore changes nothing`, async () => {
  await expectRoundTrip(simulator, USERS)
})
