import { afterEach, expect, test } from '@jest/globals'
import { closeExampleScene, expectGreen } from '../fixtures/example-scene.ts'
import { isWrite, killAtWrite, LOST } from '../fixtures/killed-writes.ts'
import { runHere } from '../fixtures/run-here.ts'
import {
  peopleOf,
  startPoolScene,
  type PoolExample,
  type PoolScene
} from '../fixtures/seed-scene.ts'
import type { WorkflowRuns } from '../fixtures/workflow-runs.ts'
import { clients } from '../fixtures/simulator-clients.ts'

afterEach(closeExampleScene)

test.each<[PoolExample, string[]]>([
  [
    'rebuild-pool.yml',
    ['plan', 'create', 'restore', 'plan-finish', 'finish', 'compare']
  ],
  ['seed-account.yml', ['create', 'restore', 'finish']]
])(
  '%s comes to its end, killed before and in the middle of each step',
  async (file, steps) => {
    const scene = await startPoolScene(file, 8)
    const { simulator, source } = scene
    const { accept, writes } = await runWhole(scene, steps)
    let jobs: WorkflowRuns['jobs'] | undefined
    /** Runs what has failed again, as a person does. */
    const runAgain = async (kill?: { step: string; isHalfWay: boolean }) => {
      let at = steps.findIndex(step => jobs?.[step]?.result !== 'success')
      const ended = await scene.run('killed', accept, {
        ...(jobs && { rerun: jobs }),
        run: async (...one) => {
          if (steps[at++] !== kill?.step) return runHere(...one)
          if (!kill?.isHalfWay) return LOST
          const half = Math.ceil((writes.get(kill.step) ?? 0) / 2)
          killAtWrite(simulator, half, 'after')
          const killed = await runHere(...one)
          simulator.setFaults([])
          return killed
        }
      })
      ;({ jobs } = ended)
      return ended
    }

    for (const step of steps) {
      const before = await runAgain({ step, isHalfWay: false })
      expect(before.failed).toEqual([step])
      if (!writes.has(step)) continue
      const halfWay = await runAgain({ step, isHalfWay: true })
      expect(halfWay.failed).toEqual([step])
    }
    const ended = await runAgain()
    expectGreen(ended)
    expect(Object.keys(ended.jobs)).toEqual(steps)

    const pools = await poolsNamed(scene, 'killed')
    expect(pools).toHaveLength(1)
    const [UserPoolId = ''] = pools
    expect(peopleOf(simulator, UserPoolId)).toEqual(peopleOf(simulator, source))
    const { cognito } = clients(simulator)
    const { UserPool } = await cognito.describeUserPool({ UserPoolId })
    expect(UserPool).toMatchObject({
      LambdaConfig: { PostConfirmation: expect.stringContaining(':welcome') },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      DeletionProtection: 'ACTIVE'
    })
    expect(simulator.stats().messagesSent).toBe(0)
  }
)

/** Runs a workflow that nothing kills, and counts what its steps write. */
async function runWhole(scene: PoolScene, steps: string[]) {
  const { simulator, run } = scene
  const refused = await run('refused')
  const accept = refused.runs[0]?.outputs['findings']?.split('\n') ?? []
  const counts: number[] = []
  const whole = await run('whole', accept, {
    run: async (...one) => {
      simulator.resetStats()
      const ended = await runHere(...one)
      const { calls } = simulator.stats()
      const written = Object.entries(calls).map(([operation, count]) =>
        isWrite(operation) ? count : 0
      )
      counts.push(written.reduce((sum, count) => sum + count, 0))
      return ended
    }
  })
  expectGreen(whole)
  expect(whole.runs.map(({ job }) => job)).toEqual(steps)
  const writes = new Map(
    steps.flatMap((step, at) => (counts[at] ? [[step, counts[at]]] : []))
  )
  expect([...writes.keys()]).toEqual(['create', 'restore', 'finish'])
  return { accept, writes }
}

async function poolsNamed(
  { simulator }: PoolScene,
  name: string
): Promise<string[]> {
  const { cognito } = clients(simulator)
  const { UserPools = [] } = await cognito.listUserPools({ MaxResults: 60 })
  return UserPools.flatMap(pool => (pool.Name === name ? [pool.Id ?? ''] : []))
}
