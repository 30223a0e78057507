import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { Simulator } from '../../simulator/simulator.ts'
import {
  backUp,
  BACKUPS,
  closeExampleScene,
  expectGreen,
  POOLS,
  runExample,
  startExampleSimulator,
  statuses,
  type RoleName
} from '../fixtures/example-scene.ts'
import { runScript } from '../fixtures/step-scripts.ts'

afterEach(closeExampleScene)

describe('weekly-drill.yml', () => {
  async function drill(simulator: Simulator) {
    const folder = await mkdtemp(join(tmpdir(), 'drill-'))
    const seen = { pool: '', planned: {}, deleted: [] as string[], judged: '' }
    const object = (name: string) =>
      simulator.bucketObjects().find(({ key }) => key.endsWith(`/${name}`))
    try {
      const ended = await runExample(
        'weekly-drill.yml',
        simulator,
        {
          onScript: async ({ name, run }, env) => {
            if (name === 'Plan a pool from the snapshot') {
              return runScript(run, {
                folder,
                env,
                awsReply: object('pool.json.gz')?.bytes ?? ''
              })
            }
            if (name === 'Create the pool') {
              const text = await readFile(join(folder, 'pool.json'), 'utf8')
              const request = JSON.parse(text) as Record<string, unknown>
              seen.planned = request
              seen.pool = simulator.createPool(request)
              return runScript(run, { folder, awsReply: `${seen.pool}\n` })
            }
            if (name === 'Judge') {
              const judged = await runScript(run, { folder, env })
              seen.judged = judged.stdout
              return judged
            }
            const UserPools = [
              { Id: simulator.userPoolId, Name: 'customers' },
              { Id: seen.pool, Name: 'cognito-backup-drill-1234567890' }
            ]
            const ended = await runScript(run, {
              folder,
              awsReply: JSON.stringify({ UserPools })
            })
            seen.deleted = ended.awsCalls.filter(call =>
              call.includes('delete')
            )
            return ended
          }
        },
        [
          ['111122223333', BACKUPS],
          ['444455556666', POOLS]
        ]
      )
      return { ...ended, ...seen }
    } finally {
      await rm(folder, { recursive: true })
    }
  }
  const ROLES: RoleName[] = [
    [POOLS, 'cognito-drill'],
    [BACKUPS, 'cognito-backup-drill-restore']
  ]

  test.each(['username', 'email'] as const)(
    'restores a pool that signs in by %s into one of its own, and judges it',
    async signIn => {
      const simulator = await startExampleSimulator(ROLES, {
        signIn,
        bucketAccountId: BACKUPS
      })
      simulator.addGroup(simulator.userPoolId, {
        name: 'with-a-role',
        roleArn: `arn:aws:iam::${BACKUPS}:role/admins`
      })
      await backUp(simulator)
      simulator.resetStats()
      const ended = await drill(simulator)
      expectGreen(ended)
      expect(statuses(ended.runs)).toEqual(['complete', 'complete', 'complete'])
      const { users } = simulator.poolState(ended.pool)
      expect(ended.judged).toContain(
        `Of 40 users ${users.length} were created, ${40 - users.length} skipped, and 0 failed.`
      )
      expect(users.length).toBeGreaterThan(30)
      expect(simulator.stats().messagesSent).toBe(0)
      expect(ended.planned).toMatchObject({
        PoolName: 'cognito-backup-drill-1234567890',
        UserPoolTags: { 'cognito-backup': 'drill' }
      })
      expect(ended.deleted).toEqual([
        `cognito-idp delete-user-pool --user-pool-id ${ended.pool}`
      ])
    }
  )

  test('fails and still deletes its pool when users cannot be restored', async () => {
    const simulator = await startExampleSimulator(ROLES, {
      bucketAccountId: BACKUPS
    })
    await backUp(simulator)
    simulator.deny(['cognito-idp:AdminSetUserPassword'])
    const ended = await drill(simulator)
    expect(ended.failed).toEqual(['drill'])
    expect(statuses(ended.runs)).toEqual(['complete', 'partial'])
    expect(ended.judged).toBe('')
    expect(ended.deleted).toHaveLength(1)
  })
})
