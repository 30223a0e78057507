import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { importPool, row } from '../import/import-pool.ts'
import { clients, signed } from '../../../../fixtures/simulator-clients.ts'
import {
  DAY,
  HOUR,
  MINUTE,
  recoveryScene,
  type RecoveryScene
} from './scene.ts'

let scene: RecoveryScene
beforeEach(async () => {
  scene = await recoveryScene({}, { UserPoolTier: 'PLUS' })
  scene.clock.advance(HOUR)
})
afterEach(() => scene.simulator.close())

const errorOf = async (answer: Promise<{ __type?: string }>) =>
  (await answer).__type

async function previews(count: number, members: object = {}): Promise<void> {
  for (let done = 0; done < count; done++) {
    const { clock, initiate, call } = scene
    const answer = await initiate(clock.now() - 20 * MINUTE, members)
    const { RestoreId } = answer.Restoration
    await call('CancelPointInTimeRecovery', { RestoreId, ...members })
  }
}

describe('a recovery is refused', () => {
  test('to less than 15 minutes ago', async () => {
    const { initiate, clock } = scene
    const at = clock.now() - 15 * MINUTE
    expect(await errorOf(initiate(at + 1000))).toBe('InvalidParameterException')
    expect(await errorOf(initiate(at))).toBeUndefined()
  })

  test('to a time before the pool was created', async () => {
    const { initiate, point } = scene
    expect(await errorOf(initiate(point - HOUR - 1000))).toBe(
      'InvalidParameterException'
    )
  })

  test.each([
    ['ESSENTIALS', 1],
    ['PLUS', 14]
  ])('on the plan %s to more than %d days ago', async (UserPoolTier, days) => {
    const { initiate, clock, newPool } = scene
    const UserPoolId = newPool({ UserPoolTier })
    clock.advance(20 * DAY)
    const at = clock.now() - days * DAY
    expect(await errorOf(initiate(at - 1000, { UserPoolId }))).toBe(
      'InvalidParameterException'
    )
    expect(await errorOf(initiate(at, { UserPoolId }))).toBeUndefined()
  })

  test('on the plan LITE, whatever the call', async () => {
    const { call, newPool } = scene
    const UserPoolId = newPool({ UserPoolTier: 'LITE' })
    for (const operation of [
      'InitiatePointInTimeRecovery',
      'ListPointInTimeRecoveries'
    ])
      expect(
        await errorOf(
          call(operation, { UserPoolId, RestoreTimestamp: 1_700_000_000 })
        )
      ).toBe('FeatureUnavailableInTierException')
  })

  test('to a time at which the pool had a lesser plan', async () => {
    const { initiate, clock, newPool, cognito } = scene
    const UserPoolId = newPool({ UserPoolTier: 'LITE' })
    clock.advance(HOUR)
    const then = clock.now()
    clock.advance(HOUR)
    await cognito.updateUserPool({ UserPoolId, UserPoolTier: 'PLUS' })
    clock.advance(HOUR)
    expect(await errorOf(initiate(then, { UserPoolId }))).toBe(
      'InvalidParameterException'
    )
  })

  test('while another one of the pool is active', async () => {
    const { initiate } = scene
    await initiate()
    expect(await errorOf(initiate())).toBe('LimitExceededException')
  })

  test('while five others of the account are active', async () => {
    const { initiate, newPool, clock } = scene
    const pools = [1, 2, 3, 4, 5].map(() => newPool())
    clock.advance(HOUR)
    const at = clock.now() - 20 * MINUTE
    for (const UserPoolId of pools)
      expect(await errorOf(initiate(at, { UserPoolId }))).toBeUndefined()
    expect(await errorOf(initiate(at))).toBe('LimitExceededException')
  })

  test('within a day of a completed one', async () => {
    const { recover, initiate, clock } = scene
    await recover()
    clock.advance(DAY - 1)
    const at = () => clock.now() - 20 * MINUTE
    expect(await errorOf(initiate(at()))).toBe('LimitExceededException')
    clock.advance(1)
    expect(await errorOf(initiate(at()))).toBeUndefined()
  })

  test('after three previews of the pool in a day', async () => {
    await previews(3)
    expect(await errorOf(scene.initiate())).toBe('LimitExceededException')
    scene.clock.advance(DAY)
    expect(await errorOf(scene.initiate())).toBeUndefined()
  })

  test('after ten previews of the pool in 30 days', async () => {
    for (const count of [3, 3, 3, 1]) {
      await previews(count)
      scene.clock.advance(2 * DAY)
    }
    expect(await errorOf(scene.initiate())).toBe('LimitExceededException')
  })

  test('after ten previews of the account in a day', async () => {
    const pools = [1, 2, 3, 4].map(() => scene.newPool())
    scene.clock.advance(HOUR)
    for (const [index, UserPoolId] of pools.entries())
      await previews(index === 3 ? 1 : 3, { UserPoolId })
    expect(await errorOf(scene.initiate())).toBe('LimitExceededException')
  })

  test('while an import job runs in the pool', async () => {
    const { simulator, clock, initiate } = scene
    const { UserPoolId, csv, prepare, start } = importPool(simulator)
    clock.advance(HOUR)
    await start(await prepare(await csv([row('ana')])))
    const at = clock.now() - 20 * MINUTE
    expect(await errorOf(initiate(at, { UserPoolId }))).toBe(
      'ConcurrentModificationException'
    )
    clock.advance(MINUTE)
    expect(await errorOf(initiate(at, { UserPoolId }))).toBeUndefined()
  })

  test('in a secondary replica', async () => {
    const { simulator, initiate } = scene
    const UserPoolId = simulator.createPool({}, { replica: 'SECONDARY' })
    const answer = initiate(undefined, { UserPoolId })
    expect(await errorOf(answer)).toBe('OperationNotEnabledException')
  })

  test('by the name that a test chooses', async () => {
    const { simulator, initiate, call } = scene
    simulator.setRecovery({ errors: { write: 'NotAuthorizedException' } })
    await initiate()
    expect(await errorOf(call('CreateGroup', { GroupName: 'g' }))).toBe(
      'NotAuthorizedException'
    )
  })
})

test('a pool of a simulator without recoveries does not support them', async () => {
  const simulator = await startSimulator({ startAgoMs: HOUR })
  const { userPoolId: UserPoolId } = simulator
  simulator.advanceClock(HOUR)
  const response = await fetch(simulator.endpoint, {
    method: 'POST',
    headers: {
      ...signed,
      'x-amz-target':
        'AWSCognitoIdentityProviderService.InitiatePointInTimeRecovery'
    },
    body: JSON.stringify({
      UserPoolId,
      RestoreTimestamp: Date.now() / 1000 - 1200
    })
  })
  expect(await response.json()).toMatchObject({
    __type: 'OperationNotEnabledException'
  })
  clients(simulator).cognito.destroy()
  await simulator.close()
})
