import { describe, expect, test } from '@jest/globals'
import { readReplicaRole } from '../../../src/cognito/replica-role.ts'
import { fakePool, refuses } from '../../fixtures/fake-pool.ts'

const { signal } = new AbortController()
const here = { region: 'eu-west-1' }

function roleAmong(...replicas: object[]) {
  const pool = fakePool({
    ListUserPoolReplicas: () => ({ UserPoolReplicas: replicas })
  })
  return readReplicaRole(pool, here, signal)
}

describe('the role of a pool', () => {
  test.each(['PRIMARY', 'SECONDARY'] as const)('is %s in its Region', role =>
    expect(
      roleAmong(
        { RegionName: 'us-west-2', Role: 'other' },
        { RegionName: 'eu-west-1', Role: role }
      )
    ).resolves.toBe(role)
  )

  test('is unknown without replicas, and where another Region has them', async () => {
    expect(await roleAmong()).toBeUndefined()
    expect(
      await roleAmong({ RegionName: 'us-west-2', Role: 'SECONDARY' })
    ).toBeUndefined()
  })

  test('is asked for as something that a run can do without', async () => {
    const pool = fakePool({
      ListUserPoolReplicas: () => ({ UserPoolReplicas: [] })
    })
    await readReplicaRole(pool, here, signal)
    expect(pool.calls).toMatchObject([{ isOptional: true, hasSignal: true }])
  })

  test.each(['AccessDeniedException', 'UnknownOperationException'])(
    'is unknown after %s',
    async awsCode => {
      const pool = fakePool({ ListUserPoolReplicas: refuses(awsCode) })
      expect(await readReplicaRole(pool, here, signal)).toBeUndefined()
    }
  )

  test('is unknown after an answer that tells of no replicas', async () => {
    const pool = fakePool({ ListUserPoolReplicas: () => ({}) })
    expect(await readReplicaRole(pool, here, signal)).toBeUndefined()
  })

  test.each(['credentials', 'cancelled', 'network'] as const)(
    'is no reason to hide that the run is at its end: %s',
    async code => {
      const pool = fakePool({ ListUserPoolReplicas: refuses('X', { code }) })
      await expect(readReplicaRole(pool, here, signal)).rejects.toMatchObject({
        code
      })
    }
  )

  test('is no reason to hide a bug', async () => {
    const pool = fakePool({
      ListUserPoolReplicas: () => Promise.reject(new TypeError('a bug'))
    })
    await expect(readReplicaRole(pool, here, signal)).rejects.toThrow('a bug')
  })
})
