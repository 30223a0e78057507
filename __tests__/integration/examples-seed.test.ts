import { afterEach, expect, test } from '@jest/globals'
import { writesToPools } from '../fixtures/action-runs.ts'
import {
  backUp,
  closeExampleScene,
  expectGreen,
  POOLS,
  statuses
} from '../fixtures/example-scene.ts'
import { addPerson, peopleOf, startPoolScene } from '../fixtures/seed-scene.ts'
import { clients } from '../fixtures/simulator-clients.ts'

afterEach(closeExampleScene)

test('seed-account.yml fills an empty account, and adds on each deployment who is new', async () => {
  const { simulator, source, run } = await startPoolScene('seed-account.yml', 8)
  const refused = await run('stage')
  expect(refused.failed).toEqual(['create'])
  const accept = refused.runs[0]?.outputs['findings']?.split('\n') ?? []
  expect(accept).not.toEqual([])

  const first = await run('stage', accept)
  expectGreen(first)
  expect(statuses(first.runs)).toEqual(['complete', 'complete', 'complete'])
  const pool = first.runs[0]?.outputs['user-pool-id'] ?? ''
  expect(peopleOf(simulator, pool)).toEqual(peopleOf(simulator, source))
  expect(simulator.poolState(pool).groups).toMatchObject([
    { name: 'staff', roleArn: `arn:aws:iam::${POOLS}:role/staff` }
  ])
  const { UserPool } = await clients(simulator).cognito.describeUserPool({
    UserPoolId: pool
  })
  expect(UserPool).toMatchObject({
    LambdaConfig: {
      PostConfirmation: `arn:aws:lambda:us-east-1:${POOLS}:function:welcome`
    },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false }
  })

  simulator.resetStats()
  const second = await run('stage', accept)
  expectGreen(second)
  expect(second.runs[1]?.outputs['users-created']).toBe('0')
  expect(writesToPools(simulator.stats().calls)).toEqual([])

  addPerson(simulator, source, 'newcomer')
  await backUp(simulator, source)
  const later = await run('stage', accept)
  expectGreen(later)
  expect(later.runs[0]?.outputs['user-pool-id']).toBe(pool)
  expect(later.runs[1]?.outputs['users-created']).toBe('1')
  expect(peopleOf(simulator, pool)).toEqual(peopleOf(simulator, source))
  expect(simulator.stats().messagesSent).toBe(0)
})
