import { afterEach, expect, test } from '@jest/globals'
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions
} from '../../../../simulator/simulator.ts'
import { clients } from '../../../fixtures/simulator-clients.ts'

let simulator: Simulator | undefined

afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

async function start(options: SimulatorOptions = {}) {
  const started = await startSimulator({ users: 130, ...options })
  simulator = started
  const { cognito, s3 } = clients(started)
  const put = (Key: string) =>
    s3.putObject({ Bucket: started.bucket, Key, Body: 'some text' })
  const list = () =>
    cognito.listUsers({ UserPoolId: started.userPoolId, Limit: 60 })
  return { simulator: started, put, list }
}

test('at random, a share of all calls goes wrong, the same for the same seed', async () => {
  const outcomes = async () => {
    const { list, simulator } = await start({ seed: 7 })
    simulator.setWeather({ share: 0.2, faultsFor: () => ['throttle', 'reset'] })
    const seen: string[] = []
    for (let call = 0; call < 100; call += 1) {
      const outcome = await list().then(
        () => 'fine',
        (error: unknown) => (error as Error).name
      )
      seen.push(outcome)
    }
    const { faults } = simulator.stats()
    await simulator.close()
    return { seen, faults }
  }
  const first = await outcomes()
  const wrong = first.seen.filter(outcome => outcome !== 'fine').length
  expect(wrong).toBeGreaterThan(8)
  expect(wrong).toBeLessThan(35)
  expect(Object.keys(first.faults).sort()).toEqual(['reset', 'throttle'])
  expect(await outcomes()).toEqual(first)
})

test('at random, what other calls arrive in between makes no difference', async () => {
  const outcomes = async (between: boolean) => {
    const { list, put, simulator } = await start()
    simulator.setWeather({
      seed: 7,
      share: 0.3,
      faultsFor: () => ['reset', 'bad-gateway']
    })
    const seen: string[] = []
    for (let call = 0; call < 40; call += 1) {
      if (between) await put(String(call)).catch(() => undefined)
      const outcome = await list().then(
        () => 'fine',
        (error: unknown) => (error as Error).name
      )
      seen.push(outcome)
    }
    await simulator.close()
    return seen
  }
  const first = await outcomes(false)
  expect(first).toContain('fine')
  expect(new Set(first).size).toBeGreaterThan(1)
  expect(await outcomes(true)).toEqual(first)
})
