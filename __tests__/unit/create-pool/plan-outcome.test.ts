import { expect, test } from '@jest/globals'
import {
  fillComplete,
  fillPlan
} from '../../../src/create-pool/plan-outcome.ts'
import { partsThere } from '../../../src/create-pool/rerun/parts-there.ts'
import { refuseOpen } from '../../../src/create-pool/refuse-open.ts'
import { newCreatePoolOutcome } from '../../../src/shared/new-outcomes.ts'
import { client, definitionWith, planOf } from '../../fixtures/create-plan.ts'

const definition = definitionWith({
  clients: [client('a', 'app'), client('b', 'web')],
  userPool: { LambdaConfig: { PreSignUp: 'arn' } }
})
/** Of the pool that was made of it. */
const made = definitionWith({ clients: [client('a', 'app')] })
const plan = planOf({ definition, choices: { leaveOut: ['client/web'] } })

function completeOf(snapshotId: string, dryRun = false, now = made) {
  const outcome = newCreatePoolOutcome()
  const entry = {
    nonce: '',
    snapshotId,
    sourceUserPoolId: '',
    poolName: '',
    startedAt: 0,
    userPoolId: 'new',
    clients: new Map([['a', 'a']]),
    isComplete: true
  }
  const place = { accountId: '111122223333', region: 'eu-west-1' }
  const earlier = {
    own: { userPoolId: 'new', entry, domains: [] },
    now,
    isWhole: true,
    there: partsThere(plan, now, entry.clients),
    remarks: []
  }
  fillComplete(outcome, earlier, { plan, snapshotId: 'this', place, dryRun })
  return outcome
}

function fatesOf(snapshotId: string) {
  const { lines } = completeOf(snapshotId)
  return new Map(lines?.map(({ part, became }) => [part, became]))
}

test('of a complete pool, what the plan makes is there, and nothing else', () => {
  const became = fatesOf('this')
  expect(became.get('client/app')).toBe('there-already')
  expect(became.get('client/web')).toBe('left-out')
  expect(became.get('triggers')).toBe('waits')
})

test('of a complete pool, what it lacks or has too much is said', () => {
  const now = definitionWith({
    clients: [client('b', 'web')],
    domains: [{ Domain: 'theirs' }]
  })
  const { lines, remarks } = completeOf('this', false, now)
  const became = new Map(lines?.map(line => [line.part, line.became]))
  expect(became.get('client/app')).toBe('not-made')
  expect(remarks.at(-1)).toMatch(
    /: client\/app, domain\/theirs, client\/web\.$/
  )
})

test('users come from the snapshot that the run opened, and it says so', () => {
  expect(completeOf('other').remarks.join()).toContain(
    'opened the snapshot this'
  )
  expect(completeOf('this').remarks.join()).not.toContain('opened')
})

test('of a pool from another snapshot it is not known what is there', () => {
  expect(new Set(fatesOf('other').values())).toEqual(new Set(['unknown']))
})

test.each([
  [true, 'A run would make nothing.'],
  [false, 'Nothing was made now.']
])(
  'of a complete pool nothing is made, in a dry run (%s) too',
  (dryRun, text) => {
    const { remarks, status } = completeOf('this', dryRun)
    expect(remarks.join()).toContain(text)
    expect(status).toBe('complete')
  }
)

test('the plan says how many texts each replacement changed', () => {
  const outcome = newCreatePoolOutcome()
  fillPlan(outcome, { ...plan, replaced: [1, 1200] })
  expect(outcome.remarks.slice(-2)).toEqual([
    'Line 1 of replace changed 1 text.',
    'Line 2 of replace changed 1,200 texts.'
  ])
})

test('a refusal says what to do, however many findings are open', () => {
  const findings = Array.from({ length: 1000 }, (_, at) => ({
    id: `new-client-id/client/c${at}`,
    sentence: '',
    canAccept: true,
    state: 'open' as const
  }))
  expect(() => refuseOpen(findings)).toThrow(/accept: .*c19 and 980 more\.$/)
})

test('a refusal tells apart what can be accepted', () => {
  const of = (id: string, canAccept: boolean) =>
    ({ id, sentence: '', canAccept, state: 'open' }) as const
  expect(() => refuseOpen([of('a/pool', true), of('b/pool', false)])).toThrow(
    /Can't be accepted[^:]*: b\/pool\. Can be accepted[^:]*: a\/pool\.$/
  )
})
