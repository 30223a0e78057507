import { describe, expect, test } from '@jest/globals'
import { RESTORE_STATUSES } from '../../../src/cognito/calls/unknown-operations.ts'
import {
  cancelRecovery,
  describeRecovery,
  initiateRecovery,
  isActive,
  listRecoveries,
  startRecovery
} from '../../../src/cognito/recoveries.ts'
import { fakePool, POOL_ID, refuses } from '../../fixtures/fake-pool.ts'
import { wirePool, type WireAnswer } from '../../fixtures/wire-pool.ts'

const ID = '0a1b2c3d-0000-4000-8000-00000000000a'
const POINT = new Date('2026-11-20T10:00:00.250Z')
const SECONDS = POINT.getTime() / 1000
const generating = {
  RestoreId: ID,
  RestoreStatus: 'PREVIEW_GENERATING',
  RestoreTimestamp: SECONDS
}
const recovery = {
  id: ID,
  status: 'PREVIEW_GENERATING',
  recoverTo: POINT,
  triggeredAt: undefined,
  preview: undefined
}

/** A pool that answers as `answer` says, and what was sent. */
function watched(answer: WireAnswer) {
  const sent: [string, object][] = []
  const pool = wirePool((operation, input) => {
    sent.push([operation, input])
    return answer(operation, input)
  })
  return { pool, sent, names: () => sent.map(([name]) => name) }
}

describe('the recoveries of a pool', () => {
  test('are listed to the last page, the newest first', async () => {
    const { pool } = watched((_, { NextToken }) =>
      NextToken === undefined
        ? { Restorations: [generating], NextToken: 'next' }
        : { Restorations: [{ ...generating, RestoreId: 'older' }] }
    )
    const listed = await listRecoveries(pool)
    expect(listed.map(({ id }) => id)).toEqual([ID, 'older'])
    expect(listed[0]?.recoverTo).toEqual(POINT)
  })

  test('are described with their preview; a missing count is unknown', async () => {
    const { pool, sent } = watched(() => ({
      Restoration: {
        ...generating,
        RestoreStatus: 'PREVIEW_GENERATED',
        TriggerTimestamp: SECONDS + 60,
        RestorePreview: [{ Entity: 'Users', CreateCount: 120, UpdateCount: 80 }]
      }
    }))
    expect(await describeRecovery(pool, ID)).toEqual({
      ...recovery,
      status: 'PREVIEW_GENERATED',
      triggeredAt: new Date(POINT.getTime() + 60_000),
      preview: [
        { entity: 'Users', created: 120, updated: 80, deleted: undefined }
      ]
    })
    expect(sent).toEqual([
      ['DescribePointInTimeRecovery', { UserPoolId: POOL_ID, RestoreId: ID }]
    ])
  })

  test('are an error where an answer lacks the point in time', async () => {
    const { RestoreTimestamp: _, ...rest } = generating
    const { pool } = watched(() => ({ Restoration: rest }))
    await expect(describeRecovery(pool, ID)).rejects.toMatchObject({
      code: 'cognito-answer'
    })
  })

  test('are active in every status that Cognito does not call the end', () => {
    const active = RESTORE_STATUSES.filter(status => isActive({ status }))
    expect(active).toEqual([
      'PREVIEW_GENERATING',
      'PREVIEW_GENERATED',
      'RESTORING',
      'TEMPORARY_INTERNAL_ERROR_SEE_SUPPORT_CASE',
      'AWS_ABORTED'
    ])
    expect(isActive({ status: 'NEW_STATUS' })).toBe(true)
  })
})

describe('to initiate a recovery', () => {
  test('sends the point in seconds since 1970', async () => {
    const { pool, sent } = watched(operation =>
      operation.startsWith('List') ? {} : { Restoration: generating }
    )
    expect(await initiateRecovery(pool, POINT)).toEqual(recovery)
    expect(sent[1]).toEqual([
      'InitiatePointInTimeRecovery',
      { UserPoolId: POOL_ID, RestoreTimestamp: SECONDS }
    ])
  })

  test('finds the recovery in the list if the answer was lost', async () => {
    let isThere = false
    const { pool, names } = watched(operation => {
      if (operation.startsWith('Describe')) return { Restoration: generating }
      if (operation.startsWith('List')) {
        return { Restorations: isThere ? [generating] : [] }
      }
      isThere = true
      return 'InternalErrorException'
    })
    expect(await initiateRecovery(pool, POINT)).toEqual(recovery)
    expect(names().filter(name => name.startsWith('Initiate'))).toHaveLength(1)
  })

  test('sends it again only after the list says that it is not there', async () => {
    let initiations = 0
    const { pool, names } = watched(operation => {
      if (operation.startsWith('List')) return { Restorations: [] }
      initiations += 1
      return initiations === 1
        ? 'InternalErrorException'
        : { Restoration: generating }
    })
    expect(await initiateRecovery(pool, POINT)).toEqual(recovery)
    expect(names()).toEqual([
      'ListPointInTimeRecoveries',
      'InitiatePointInTimeRecovery',
      'ListPointInTimeRecoveries',
      'InitiatePointInTimeRecovery'
    ])
  })

  test('gives up after three lost answers', async () => {
    const { pool, names } = watched(operation =>
      operation.startsWith('List') ? {} : 'InternalErrorException'
    )
    await expect(initiateRecovery(pool, POINT)).rejects.toMatchObject({
      awsCode: 'InternalErrorException'
    })
    expect(names().filter(name => name.startsWith('Initiate'))).toHaveLength(3)
  })

  test.each(['LimitExceededException', 'NotAuthorizedException'])(
    'keeps the doubt of a lost answer over a later %s',
    async refusal => {
      let calls = 0
      const { pool } = watched(operation => {
        calls += 1
        if (calls === 2) return 'InternalErrorException'
        const isRefused = calls > 2 && refusal === 'NotAuthorizedException'
        return operation.startsWith('List') && !isRefused ? {} : refusal
      })
      await expect(initiateRecovery(pool, POINT)).rejects.toMatchObject({
        awsCode: 'InternalErrorException'
      })
    }
  )

  test('fails at once if Cognito refuses it', async () => {
    const { pool, names } = watched(operation =>
      operation.startsWith('List') ? {} : 'LimitExceededException'
    )
    await expect(initiateRecovery(pool, POINT)).rejects.toMatchObject({
      awsCode: 'LimitExceededException'
    })
    expect(names()).toHaveLength(2)
  })
})

describe.each([
  ['start', startRecovery, 'RESTORING'],
  ['cancel', cancelRecovery, 'PREVIEW_CANCELLED']
] as const)('to %s a recovery', (_, change, done) => {
  const answers = (status: string, attempts: number) => {
    const refused = refuses('InvalidParameterException', { attempts })
    return fakePool({
      StartPointInTimeRecovery: refused,
      CancelPointInTimeRecovery: refused,
      DescribePointInTimeRecovery: () => ({
        Restoration: { ...generating, RestoreStatus: status }
      })
    })
  }

  test('succeeds if an attempt without an answer has done it', async () => {
    const recovered = await change(answers(done, 2), ID)
    expect(recovered.status).toBe(done)
  })

  test('succeeds if its answer can not be read, and it is done', async () => {
    const pool = wirePool(operation =>
      operation.startsWith('Describe')
        ? { Restoration: { ...generating, RestoreStatus: done } }
        : {}
    )
    expect((await change(pool, ID)).status).toBe(done)
  })

  test('fails if no attempt has done it', async () => {
    const changed = change(answers('PREVIEW_GENERATED', 2), ID)
    await expect(changed).rejects.toMatchObject({ attempts: 2 })
  })

  test('fails if Cognito refuses the first attempt', async () => {
    const pool = answers(done, 1)
    await expect(change(pool, ID)).rejects.toMatchObject({ attempts: 1 })
    expect(pool.calls).toHaveLength(1)
  })
})
