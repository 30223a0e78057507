import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { isPoolWrite } from '../fixtures/action-runs.ts'
import {
  DECIDED,
  openCreatePoolLab,
  type CreatePoolLab
} from '../fixtures/create-pool-lab.ts'
import type {
  CreatePoolRequest,
  GivenSecret
} from '../../src/create-pool/request.ts'
import { runExport } from '../fixtures/run-here.ts'

const SECRETS: readonly GivenSecret[] = DECIDED.secrets
const WEB = SECRETS.filter(({ of }) => of === 'client')
const GOOGLE = SECRETS.filter(({ of }) => of === 'provider')
const NEW_SECRET = 'new-secret/client/web'

let lab: CreatePoolLab
let accept: string[]
beforeAll(async () => {
  lab = await openCreatePoolLab()
  accept = [...lab.accepted, NEW_SECRET]
})
afterAll(() => lab.simulator.close())

const poolWrites = () =>
  Object.keys(lab.simulator.stats().calls).filter(isPoolWrite)

/** A run that Cognito stops at an operation. */
async function stopped(
  operation: string,
  request: Partial<CreatePoolRequest>,
  from = 1
) {
  lab.simulator.setFaults([{ does: 'access-denied', operation, from }])
  const run = await lab.run(request)
  lab.simulator.setFaults([])
  lab.simulator.resetStats()
  expect(run.failure?.code).toBe('access-denied')
  return run.outcome.halfMade?.userPoolId ?? ''
}

/** A secret that comes too late is refused, and isn't shown. */
async function expectLateSecret(poolName: string) {
  const { failure, outcome, lines } = await lab.run({ poolName, accept })
  expect(failure).toMatchObject({
    code: 'input',
    message: expect.stringMatching(
      /another secret: client\/web\. .*AddUserPoolClientSecret.*--client-id \w+ /
    )
  })
  expect(JSON.stringify([failure, outcome, lines])).not.toContain(WEB[0]?.value)
  expect(poolWrites()).toEqual([])
}

describe('a secret that is given late', () => {
  // Before the new ids are in the journal, and after.
  test.each([
    ['PutObject', 2],
    ['CreateTerms', 1],
    ['UpdateUserPool', 1]
  ])(
    'is refused once its client is made (stopped at %s %i)',
    async (operation, from) => {
      const poolName = `late-${operation.toLowerCase()}`
      const request = { poolName, secrets: GOOGLE, accept }
      await stopped(operation, request, from)
      await expectLateSecret(poolName)
      const next = await lab.run(request)
      expect(next.outcome.status).toBe('complete')
      lab.simulator.resetStats()
      await expectLateSecret(poolName)
    }
  )

  test('of a provider that is made already is named as not used', async () => {
    const request = { poolName: 'late-provider' }
    await stopped('CreateUserPoolClient', request)
    const { failure, outcome } = await lab.run(request)
    expect([failure, outcome.status]).toEqual([undefined, 'complete'])
    expect(outcome.remarks.join()).toContain('provider/Google')
  })
})

describe('a pool that is half made', () => {
  test('is named by a dry run, and keeps its domain and its parts', async () => {
    const poolName = 'half'
    const id = await stopped('CreateUserPoolClient', { poolName })
    const planned = await lab.run({ poolName, dryRun: true })
    expect(planned.outcome.remarks).toContain(
      `Goes on with the user pool ${id}, which is half made.`
    )
    const cases: [Partial<CreatePoolRequest>, string][] = [
      [{ domain: 'none' }, 'domain/made-anew-half'],
      [{ domain: { prefix: 'another' } }, 'domain/made-anew-half'],
      [
        { leaveOut: ['identity-provider/Google'], secrets: WEB },
        'identity-provider/Google'
      ]
    ]
    for (const [changes, said] of cases) {
      const { failure } = await lab.run({ poolName, ...changes })
      expect(failure).toMatchObject({
        code: 'input',
        message: expect.stringContaining(said)
      })
    }
    expect(poolWrites()).toEqual([])
  })

  test('keeps an app client that is left out later', async () => {
    const poolName = 'half-clients'
    await stopped('CreateTerms', { poolName })
    const leaveOut = ['client/mobile #2']
    const { failure } = await lab.run({ poolName, leaveOut })
    expect(failure).toMatchObject({
      code: 'input',
      message: expect.stringContaining('client/mobile #2')
    })
    expect(poolWrites()).toEqual([])
  })
})

test('a domain that Cognito refuses is named by its input', async () => {
  const operation = 'CreateUserPoolDomain'
  lab.simulator.setFaults([{ does: 'invalid-parameter', operation }])
  const { failure } = await lab.run({ poolName: 'refused-domain' })
  lab.simulator.setFaults([])
  expect(failure?.message).toContain('Set the input domain to another prefix')
})

describe('a pool that is complete', () => {
  test('says which inputs had no effect', async () => {
    const request = { poolName: 'done' }
    await lab.run(request)
    const { outcome, failure } = await lab.run({
      ...request,
      domain: { prefix: 'other-prefix' },
      leaveOut: ['client/web'],
      secrets: GOOGLE
    })
    expect([failure, outcome.status]).toEqual([undefined, 'complete'])
    const became = new Map(outcome.lines?.map(one => [one.part, one.became]))
    expect(became.get('domain/other-prefix')).toBe('not-made')
    expect(became.get('client/web')).toBe('there-already')
    expect(outcome.remarks.join()).toMatch(
      /stays so: domain\/other-prefix, domain\/made-anew-done, client\/web\./
    )
  })

  test('names the snapshot that the next steps restore', async () => {
    const request = { poolName: 'later' }
    await lab.run(request)
    await runExport(lab.simulator)
    const { outcome } = await lab.run(request)
    const id = /\/(\d{8}T[^/]+)\//.exec(outcome.snapshot?.uri ?? '')?.[1] ?? '?'
    expect(outcome.remarks.join()).toContain(
      `This run opened the snapshot ${id}`
    )
  })
})
