import { randomBytes } from 'node:crypto'
import type { Simulator } from '../../simulator/simulator.ts'
import { newVerifyOutcome } from '../../src/shared/outcome.ts'
import { connectBucket } from '../../src/storage/bucket.ts'
import { verifySnapshot } from '../../src/verify/verify-snapshot.ts'
import {
  fakeClock,
  fakeLog,
  fakeProgress,
  NEVER
} from '../fixtures/fake-world.ts'

/**
 * Verifies the newest snapshot under a prefix at level contents, in this process:
 * a run of the action for each of many snapshots would take minutes.
 *
 * @returns the codes of what was found, remarks among them
 */
export async function findingsOf(
  simulator: Simulator,
  prefix: string
): Promise<string[]> {
  process.env['AWS_ENDPOINT_URL'] = simulator.endpoint
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIDEXAMPLE'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret'
  const outcome = newVerifyOutcome()
  const bucket = connectBucket(
    {
      env: process.env,
      region: simulator.region,
      regionSource: 'a test',
      randomBytes
    },
    simulator.bucket
  )
  const { userPoolId } = simulator
  try {
    await verifySnapshot(
      {
        snapshot: { latestOf: { prefix, userPoolId } },
        level: 'contents',
        allowedAccountIds: []
      },
      {
        pool: undefined,
        bucket,
        clock: fakeClock(Date.now()).clock,
        progress: fakeProgress().progress,
        log: fakeLog(),
        signal: NEVER
      },
      outcome
    )
  } catch (error) {
    // A finding is told as an error too; anything else is one of the test.
    if (outcome.wouldRestore === undefined) throw error
  }
  return outcome.findings.map(({ code }) => code)
}
