import { afterEach, expect, test } from '@jest/globals'
import {
  backUp,
  closeExampleScene,
  expectGreen,
  POOLS,
  runExample,
  startExampleSimulator,
  statuses,
  usersOf
} from '../fixtures/example-scene.ts'

afterEach(closeExampleScene)

/** An input of several lines in place of one that the example leaves open. */
const given = (name: string, lines: string[]): [string, string] => [
  `${name}: none`,
  `${name}: ${JSON.stringify(lines.join('\n'))}`
]

test('rebuild-pool.yml makes a pool whole, and has nothing to do again', async () => {
  const simulator = await startExampleSimulator(
    ['create-pool', 'restore', 'verify'].map(role => [
      POOLS,
      `cognito-backup-${role}`
    ])
  )
  await backUp(simulator)
  const secrets = given('secrets', [
    'client/web => OldSecretOfTheWebClient1234567890',
    'provider/Google => SecretOfGoogle1234567890'
  ])
  const source = { 'source-user-pool-id': simulator.userPoolId }
  const inputs = { inputs: { ...source, snapshot: 'latest' } }
  const rebuild = (...accept: string[]) =>
    runExample('rebuild-pool.yml', simulator, inputs, [
      secrets,
      ...(accept.length > 0 ? [given('ACCEPT', accept)] : [])
    ])

  const refused = await rebuild()
  expect(refused.failed).toEqual(['create'])
  const [plan] = refused.runs
  expect(plan?.outputs['status']).toBe('planned')

  const accept = plan?.outputs['findings']?.split('\n') ?? []
  const ended = await rebuild(...accept)
  expectGreen(ended)
  expect(statuses(ended.runs)).toEqual([
    'planned',
    'complete',
    'complete',
    'planned',
    'complete',
    'complete'
  ])
  const [, created, restored] = ended.runs
  const pool = created?.outputs['user-pool-id'] ?? ''
  const users = usersOf(simulator, pool)
  expect(users.length).toBeGreaterThan(30)
  expect(restored?.outputs['users-created']).toBe(String(users.length))

  const again = await rebuild(...accept)
  expectGreen(again)
  expect(again.runs[1]?.outputs['user-pool-id']).toBe(pool)
  expect(again.runs[2]?.outputs['users-created']).toBe('0')
  expect(simulator.stats().messagesSent).toBe(0)
})
