import { describe, expect, test } from '@jest/globals'
import type { PoolDescription } from '../../../src/cognito/describe-pool.ts'
import {
  applyRecovery,
  type SnapshotSteps
} from '../../../src/recover/apply-recovery.ts'
import type { ApplyRequest } from '../../../src/recover/request.ts'
import { UserError } from '../../../src/shared/errors.ts'
import type { OpenSnapshot } from '../../../src/snapshot/reader.ts'
import type { Bucket } from '../../../src/storage/bucket.ts'
import { refuses } from '../../fixtures/fake-pool.ts'
import { inNoTime } from '../../fixtures/fake-world.ts'
import {
  PREVIEW,
  RECOVERY_ID,
  recoveryScene,
  restoration,
  withCode
} from '../../fixtures/recovery-scene.ts'

const REQUEST: ApplyRequest = {
  recovery: 'apply',
  recoveryId: RECOVERY_ID,
  maxDeleted: 30,
  bucket: 'my-backups',
  snapshot: { latestOf: { prefix: 'p', userPoolId: 'eu-west-1_Ab12Cd34E' } },
  ageIdentities: [],
  ageRecipients: []
}
const ready = restoration({ RestorePreview: PREVIEW })
const done = { RestoreStatus: 'RESTORE_COMPLETED' }

/** A scene of which the steps about the snapshot are known to be sound. */
function applyScene(
  options: Parameters<typeof recoveryScene>[0],
  refusal?: UserError
) {
  const scene = recoveryScene({
    recoveries: [structuredClone(ready)],
    ...options
  })
  const made: string[] = []
  const steps: SnapshotSteps = {
    vetSnapshot: () => {
      made.push(`vet, ${scene.times('Start')} started`)
      if (refusal !== undefined) return Promise.reject(refusal)
      return Promise.resolve({} as OpenSnapshot)
    },
    afterRecovery: (_, { recovery: { status } }) => {
      made.push(`after ${status}`)
      return Promise.resolve()
    }
  }
  const tools = { ...scene.tools, connectBucket: () => ({}) as Bucket }
  return {
    ...scene,
    made,
    apply: (changes: Partial<ApplyRequest> = {}) =>
      inNoTime(
        scene.time,
        applyRecovery(
          { ...REQUEST, ...changes },
          {} as PoolDescription,
          tools,
          scene.outcome,
          steps
        )
      )
  }
}

describe('an applied recovery', () => {
  test('is started after its snapshot is vetted, and compared at its end', async () => {
    const scene = applyScene({ looks: [{}, {}, {}, {}, done] })
    await scene.apply()
    expect(scene.made).toEqual(['vet, 0 started', 'after RESTORE_COMPLETED'])
    expect(scene.times('Start')).toBe(1)
    expect(scene.outcome.status).toBe('complete')
  })

  test('waits for a preview that is still being made', async () => {
    const generating = { RestoreStatus: 'PREVIEW_GENERATING' }
    const generated = { RestoreStatus: 'PREVIEW_GENERATED' }
    const scene = applyScene({ looks: [generating, generated, {}, done] })
    await scene.apply()
    expect(scene.times('Start')).toBe(1)
  })

  test('is not started with a snapshot that is refused', async () => {
    const refusal = new UserError('snapshot-too-old', 'Too old.')
    const scene = applyScene({}, refusal)
    await expect(scene.apply()).rejects.toBe(refusal)
    expect(scene.times('Start')).toBe(0)
    expect(scene.outcome.status).toBe('failed')
  })

  test('is refused where it deletes more than max-deleted', async () => {
    const scene = applyScene({})
    await expect(scene.apply({ maxDeleted: 29 })).rejects.toEqual(
      withCode(
        'recovery-deletes',
        /would delete 30 entities .* max-deleted allows 29/
      )
    )
    expect(scene.times('Start')).toBe(0)
  })

  test('is judged by the counts just before its start', async () => {
    const [users, ...others] = PREVIEW
    const more = [{ ...users, DeleteCount: 31 }, ...others]
    const scene = applyScene({ looks: [{}, { RestorePreview: more }] })
    await expect(scene.apply()).rejects.toEqual(withCode('recovery-deletes'))
    expect(scene.times('Start')).toBe(0)
  })

  test.each([
    ['a count', [{ Entity: 'Users', CreateCount: 1 }, ...PREVIEW.slice(1)]],
    ['a kind', PREVIEW.slice(1)],
    [
      'what a kind is',
      [...PREVIEW, { ...PREVIEW[0], Entity: 'Devices', DeleteCount: 0 }]
    ],
    ['all counts', []]
  ])('is refused where Cognito does not say %s', async (_, RestorePreview) => {
    const scene = applyScene({ looks: [{ RestorePreview }] })
    await expect(scene.apply({ maxDeleted: 1000 })).rejects.toEqual(
      withCode(
        'recovery-deletes',
        /does not say all.*call start-point-in-time-recovery.*only compares/
      )
    )
    expect(scene.outcome.deletions).toBeUndefined()
  })

  test.each(['RESTORING', 'RESTORE_COMPLETED'])(
    'that an earlier run started is followed from %s on',
    async RestoreStatus => {
      const scene = applyScene({ looks: [{ RestoreStatus }, {}, {}, done] })
      await scene.apply({ maxDeleted: 0 })
      expect(scene.times('Start')).toBe(0)
      expect(scene.made.at(-1)).toBe('after RESTORE_COMPLETED')
    }
  )

  test.each([
    [
      'PREVIEW_CANCELLED',
      'recovery-refused',
      /was cancelled.*can't be applied/
    ],
    ['PREVIEW_EXPIRED', 'recovery-refused', /expired/],
    ['PREVIEW_GENERATION_FAILED', 'recovery-refused', /could not make/],
    ['AWS_ABORTED', 'recovery-failed', /AWS stopped it/]
  ])('is refused from %s', async (RestoreStatus, code, says) => {
    const scene = applyScene({ looks: [{ RestoreStatus }] })
    await expect(scene.apply()).rejects.toEqual(withCode(code, says))
    expect(scene.made).toEqual([])
  })

  test.each(['AWS_ABORTED', 'TEMPORARY_INTERNAL_ERROR_SEE_SUPPORT_CASE'])(
    'that ends as %s has failed in part',
    async RestoreStatus => {
      const scene = applyScene({ looks: [{}, {}, { RestoreStatus }] })
      await expect(scene.apply()).rejects.toEqual(
        withCode('recovery-failed', /Writes to the pool stay blocked/)
      )
      expect(scene.outcome.status).toBe('partial')
    }
  )

  test('whose start another run was faster with is followed', async () => {
    const restoring = { RestoreStatus: 'RESTORING' }
    const scene = applyScene({
      looks: [{}, {}, restoring, done],
      answers: {
        StartPointInTimeRecovery: refuses('InvalidParameterException')
      }
    })
    await scene.apply()
    expect(scene.outcome.status).toBe('complete')
  })

  test.each([
    ['the answer is lost', 'network', refuses('x', { code: 'network' })],
    ['the answers can not be read', 'cognito-answer', () => ({})]
  ])('may have started where %s', async (_, code, answer) => {
    let isStarted = false
    const scene = applyScene({
      answers: {
        StartPointInTimeRecovery: () => {
          isStarted = true
          return answer()
        },
        DescribePointInTimeRecovery: () =>
          isStarted && code !== 'network' ? answer() : { Restoration: ready }
      }
    })
    await expect(scene.apply()).rejects.toEqual(withCode(code))
    expect(scene.outcome).toMatchObject({ inDoubt: 'start', status: 'partial' })
  })
})
