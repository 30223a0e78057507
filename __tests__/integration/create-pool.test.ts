import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { annotations, isPoolWrite } from '../fixtures/action-runs.ts'
import {
  DECIDED,
  openCreatePoolLab,
  type CreatePoolLab,
  type CreatePoolRun
} from '../fixtures/create-pool-lab.ts'

import { runHere } from '../fixtures/run-here.ts'
import { UNLIMITED_QUOTAS } from '../fixtures/unlimited-quotas.ts'

let lab: CreatePoolLab
beforeAll(async () => {
  lab = await openCreatePoolLab()
})
afterAll(() => lab.simulator.close())

const idOf = ({ outcome }: CreatePoolRun) => outcome.pool?.id ?? ''
const becameOf = ({ outcome }: CreatePoolRun) =>
  new Map(outcome.lines?.map(({ part, became }) => [part, became]))
const writes = () => {
  const { calls } = lab.simulator.stats()
  const names = Object.keys(calls)
  return names.filter(name => isPoolWrite(name) || name === 'PutObject')
}
/** What all runs have stored. */
const stored = () =>
  lab.simulator
    .bucketObjects()
    .filter(({ key }) => key.includes('/created-pools/'))
    .map(({ key, bytes }) => [key, bytes.toString()] as const)

describe('a pool from a snapshot', () => {
  test('is planned by reads only', async () => {
    lab.simulator.resetStats()
    const { outcome, failure } = await lab.run({ dryRun: true, accept: [] })
    expect([failure, outcome.status]).toEqual([undefined, 'planned'])
    expect(writes()).toEqual([])
    expect(outcome.findings?.map(({ id }) => id)).toEqual(lab.accepted)
  })

  test('is not begun while findings are open', async () => {
    lab.simulator.resetStats()
    const { failure } = await lab.run({ accept: lab.accepted.slice(1) })
    expect(failure).toMatchObject({
      code: 'findings-open',
      message: expect.stringContaining(lab.accepted[0] ?? '')
    })
    expect(writes()).toEqual([])
  })

  test('is not begun in another account than those that are allowed', async () => {
    lab.simulator.resetStats()
    const { failure } = await lab.run({ allowedAccountIds: ['999999999999'] })
    expect(failure?.code).toBe('input')
    expect(lab.simulator.stats().calls).toEqual({})
  })

  test('is made whole, and is there already for the next run', async () => {
    const made = await lab.run({ poolName: 'whole' })
    expect([made.failure, made.outcome.status]).toEqual([undefined, 'complete'])
    expect(made.outcome.halfMade).toBeUndefined()
    expect([...(made.outcome.clientIds?.values() ?? [])]).toHaveLength(3)
    expect(becameOf(made)).toEqual(
      new Map([
        ...becameOf(made),
        ['pool', 'made'],
        ['schema/custom:level', 'made'],
        ['client/web', 'made'],
        ['terms/web/terms-of-use', 'made'],
        ['domain/made-anew-whole', 'made']
      ])
    )
    lab.simulator.resetStats()
    const again = await lab.run({ poolName: 'whole' })
    expect(again.outcome.status).toBe('complete')
    expect(idOf(again)).toBe(idOf(made))
    expect(again.outcome.clientIds).toEqual(made.outcome.clientIds)
    expect(becameOf(again)).toEqual(
      new Map(
        [...becameOf(made)].map(([part, became]) => [
          part,
          became === 'made' ? 'there-already' : became
        ])
      )
    )
    expect(writes()).toEqual([])
  })

  test('leaves no secret in the bucket or in the log', async () => {
    const { lines, outcome } = await lab.run({ poolName: 'secret' })
    expect(outcome.status).toBe('complete')
    const secrets = [
      ...lab.simulator.secrets(),
      ...DECIDED.secrets.map(({ value }) => value)
    ]
    expect(secrets.length).toBeGreaterThan(3)
    const texts = JSON.stringify([stored(), lines, outcome])
    expect(secrets.filter(secret => texts.includes(secret))).toEqual([])
  })

  test('says which sections could not be read back, for any reason', async () => {
    lab.simulator.setFaults([
      { does: 'invalid-parameter', operation: 'GetLogDeliveryConfiguration' }
    ])
    const { outcome } = await lab.run({ poolName: 'unread' })
    lab.simulator.setFaults([])
    expect(outcome.status).toBe('complete')
    expect(outcome.warnings).toMatchObject([
      {
        title: 'Not all of the new pool was read back',
        text: expect.stringContaining('of these: logDelivery.')
      }
    ])
  })

  test('is made once although answers are lost', async () => {
    lab.simulator.setFaults(
      ['CreateUserPool', 'CreateUserPoolClient', 'CreateTerms'].map(
        operation => ({ does: 'lost-answer' as const, operation })
      )
    )
    const { failure, outcome } = await lab.run({ poolName: 'lost' })
    lab.simulator.setFaults([])
    expect([failure, outcome.status]).toEqual([undefined, 'complete'])
    expect(outcome.mayExist).toBe(false)
    expect(await lab.poolsNamed('lost')).toEqual([idOf({ outcome } as never)])
  })

  test('is looked for among pools of its name that the role may not read', async () => {
    const hidden = lab.simulator.createPool({ PoolName: 'hidden' })
    lab.simulator.setFaults([
      { does: 'lost-answer', operation: 'CreateUserPool' },
      {
        operation: 'DescribeUserPool',
        holding: hidden,
        times: Infinity,
        does: 'access-denied'
      }
    ])
    const accept = [...lab.accepted, 'same-name/pool']
    const { failure, outcome } = await lab.run({ poolName: 'hidden', accept })
    lab.simulator.setFaults([])
    expect([failure, outcome.status]).toEqual([undefined, 'complete'])
  })

  test('may be there if no look finds it, and the run says so', async () => {
    lab.simulator.setFaults([
      { does: 'lost-answer', operation: 'CreateUserPool' },
      { operation: 'ListUserPools', from: 2, does: 'access-denied' }
    ])
    const run = await lab.run({ poolName: 'unseen' })
    lab.simulator.setFaults([])
    const { status, mayExist } = run.outcome
    expect([status, mayExist]).toEqual(['partial', true])
    expect(becameOf(run).get('pool')).toBe('unknown')
  })

  test('stops at what Cognito refuses, and says at which part', async () => {
    lab.simulator.setFaults([
      { does: 'invalid-parameter', operation: 'CreateTerms' }
    ])
    const run = await lab.run({ poolName: 'refused' })
    lab.simulator.setFaults([])
    expect(run.failure?.code).toBe('aws')
    expect(run.lines.join()).toContain(
      'Stopped at terms/web/terms-of-use (CreateTerms).'
    )
    expect(run.outcome.halfMade?.stoppedAt).toBe(
      'terms/web/terms-of-use (CreateTerms)'
    )
    expect(becameOf(run).get('terms/web/terms-of-use')).toBe('not-made')
    expect(becameOf(run).get('client/web')).toBe('made')
  })

  test('fails where Cognito has made it otherwise than planned', async () => {
    lab.simulator.setFaults([
      {
        operation: 'SetRiskConfiguration',
        does: {
          instead: () => ({ status: 200, headers: {}, body: Buffer.from('{}') })
        }
      }
    ])
    const { failure, outcome } = await lab.run({ poolName: 'otherwise' })
    lab.simulator.setFaults([])
    expect(failure?.code).toBe('not-the-same')
    expect(failure?.message).toMatch(/ risk: /)
    expect(failure?.message).toMatch(
      /Set these by hand in the new pool, or name the part in leave-out\. Then run it again\.$/
    )
    expect(outcome.halfMade).toBeDefined()
    const leaveOut = ['risk']
    const next = await lab.run({ poolName: 'otherwise', leaveOut })
    expect([next.failure, next.outcome.status]).toEqual([undefined, 'complete'])
    expect(idOf(next)).toBe(outcome.halfMade?.userPoolId)
  })
})

describe('a pool of the same name', () => {
  const FORGED = 'f'.repeat(32)

  test('is not touched, whatever nonce it has as a tag', async () => {
    const forged = lab.simulator.createPool({
      PoolName: 'forged',
      UserPoolTags: { 'cognito-backup:nonce': FORGED }
    })
    const refused = await lab.run({ poolName: 'forged' })
    expect(refused.failure).toMatchObject({
      code: 'findings-open',
      message: expect.stringContaining('same-name/pool')
    })
    const accept = [...lab.accepted, 'same-name/pool']
    const made = await lab.run({ poolName: 'forged', accept })
    expect(made.outcome.status).toBe('complete')
    expect(idOf(made)).not.toBe(forged)
    expect(await lab.poolsNamed('forged')).toEqual([forged, idOf(made)].sort())
  })
})

describe('a run that is cancelled', () => {
  test('names the pool that is half made, and how to go on', async () => {
    const stop = new AbortController()
    lab.simulator.setFaults([
      {
        operation: 'CreateUserPoolClient',
        does: { before: () => stop.abort() }
      }
    ])
    const request = { poolName: 'cancelled' }
    const { failure, outcome, lines } = await lab.run(request, stop.signal)
    lab.simulator.setFaults([])
    expect([failure?.code, outcome.status]).toEqual(['cancelled', 'partial'])
    const id = outcome.halfMade?.userPoolId ?? ''
    expect(lines.at(-1)).toContain(
      `aws cognito-idp delete-user-pool --user-pool-id ${id}`
    )
    const next = await lab.run(request)
    expect(next.outcome.status).toBe('complete')
    expect(idOf(next)).toBe(id)
    expect(becameOf(next).get('identity-provider/Google')).toBe('there-already')
  })
})

test('a run by its inputs gives the new ids, and shows no secret', async () => {
  const { simulator } = lab
  const inputs = {
    mode: 'create-pool',
    'source-user-pool-id': simulator.userPoolId,
    bucket: simulator.bucket,
    quotas: UNLIMITED_QUOTAS,
    'pool-name': 'by inputs',
    domain: 'made-anew-by-inputs',
    secrets: DECIDED.secrets
      .map(({ of, name, value }) => `${of}/${name} => ${value}`)
      .join('\n'),
    accept: lab.accepted.join('\n'),
    'take-over': 'terraform'
  }
  const run = await runHere(simulator.endpoint, inputs)
  expect(annotations(run, 'error')).toEqual([])
  expect(run.outputs).toMatchObject({ status: 'complete' })
  const pools = await lab.poolsNamed('by inputs')
  expect(pools).toEqual([run.outputs['user-pool-id']])
  const ids = JSON.parse(run.outputs['client-ids'] ?? '{}') as object
  expect(Object.values(ids).sort()).toEqual(await lab.clientsOf(pools[0] ?? ''))
  const imports = run.outputs['take-over'] ?? ''
  for (const name of [pools[0], ...Object.values(ids), 'Google']) {
    expect(imports).toContain(name)
  }
  const again = await runHere(simulator.endpoint, inputs)
  const finished = await runHere(simulator.endpoint, {
    ...inputs,
    finish: 'true'
  })
  for (const { outputs } of [again, finished]) {
    expect(outputs['take-over']).toBe(imports)
  }
  const shown = run.stdout.replaceAll(/^::add-mask::.*$/gm, '')
  const texts = JSON.stringify([shown, run.summary, run.outputs])
  const secrets = [
    ...simulator.secrets(),
    ...DECIDED.secrets.map(({ value }) => value)
  ]
  expect(secrets.filter(secret => texts.includes(secret))).toEqual([])
})

test('an app client that a person deleted meanwhile is made again', async () => {
  const request = { poolName: 'client-gone' }
  const refusing = (operation: string) => {
    lab.simulator.setFaults([{ does: 'invalid-parameter', operation }])
    return lab.run(request)
  }
  const half = await refusing('CreateTerms')
  const id = half.outcome.halfMade?.userPoolId ?? ''
  const [[old, gone] = ['', '']] = half.outcome.clientIds ?? []
  const journalled = () => stored().filter(([, text]) => text.includes(gone))
  const before = journalled()
  expect(before).toHaveLength(1)
  lab.simulator.removeClient(id, gone)

  // Its new id is in no journal when this run stops too.
  const again = await refusing('UpdateUserPool')
  expect(again.failure?.code).toBe('aws')
  expect(again.lines.join()).toContain(gone)
  lab.simulator.setFaults([])
  const next = await lab.run(request)
  expect([next.failure, next.outcome.status]).toEqual([undefined, 'complete'])
  expect(idOf(next)).toBe(id)
  const ids = next.outcome.clientIds ?? new Map<string, string>()
  expect(ids.get(old)).not.toBe(gone)
  expect(ids).toEqual(again.outcome.clientIds)
  expect(await lab.clientsOf(id)).toEqual([...ids.values()].sort())
  expect(journalled()).toEqual(before)

  const { outcome } = await lab.run({ ...request, dryRun: true })
  expect(outcome.clientIds).toEqual(ids)
})
