import { expect, test } from '@jest/globals'
import { onlyUsers } from '../../../fixtures/chosen-users.ts'
import { POOL_ARN } from '../../../fixtures/fake-pool.ts'
import { find, type FactChanges } from '../../../fixtures/preflight-facts.ts'

const HOUR = 3_600_000
const OTHER = POOL_ARN.replace(/.$/, 'x')

/** A dry run that would bring back 120 users of the same pool, with changes. */
function advised({
  source,
  target,
  snapshot,
  policies,
  plan,
  ...rest
}: FactChanges) {
  const findings = find({
    source: { userPoolArn: POOL_ARN, ...source },
    target: { tier: 'PLUS', ...target },
    snapshot: { ageMs: 20 * HOUR, tier: 'PLUS', ...snapshot },
    policies: { dryRun: true, ...policies },
    plan: { creations: 120, ...plan },
    ...rest
  })
  return findings.find(
    ({ title }) => title === 'A recovery may bring back more'
  )
}

const ESSENTIALS = { tier: 'ESSENTIALS' } as const
const PLUS = { tier: 'PLUS' } as const

test.each<[string, FactChanges]>([
  ['many users are missing', {}],
  ['many users are to be changed', { plan: { creations: 0, updates: 80 } }],
  ['the plan PLUS reaches 14 days back', { snapshot: { ageMs: 335 * HOUR } }],
  [
    'the plan ESSENTIALS reaches a day back',
    { target: ESSENTIALS, snapshot: { ...ESSENTIALS, ageMs: 23 * HOUR } }
  ]
])('a recovery is the better road where %s', (_, changes) => {
  expect(advised(changes)).toMatchObject({ blocks: false })
})

test('the remark counts the users, and names the mode that says more', () => {
  const text = advised({ plan: { creations: 120, updates: 80 } })?.text
  expect(text).toMatch(/200 users.*PLUS.*mode: recover/)
})

test.each<[string, FactChanges]>([
  ['it is no dry run', { policies: { dryRun: false } }],
  [
    'the plan is LITE',
    { target: { tier: 'LITE' }, snapshot: { tier: 'LITE' } }
  ],
  ['the plan is not known', { target: { tier: undefined } }],
  ['the pool has its plan only since', { snapshot: ESSENTIALS }],
  ['the snapshot lacks the plan', { snapshot: { tier: undefined } }],
  ['the snapshot is of another pool', { source: { userPoolArn: OTHER } }],
  [
    'only some users are restored',
    { policies: { onlyUsers: onlyUsers(['ada']) } }
  ],
  ['few users are affected', { plan: { creations: 9 } }],
  ['the restore has begun already', { plan: { restoredBefore: 1 } }],
  [
    'the snapshot is older than a day, with ESSENTIALS',
    { target: ESSENTIALS, snapshot: { ...ESSENTIALS, ageMs: 25 * HOUR } }
  ],
  [
    'the snapshot is older than 14 days, with PLUS',
    { snapshot: { ...PLUS, ageMs: 337 * HOUR } }
  ],
  ['the snapshot is only just taken', { snapshot: { ageMs: HOUR / 5 } }]
])('a dry run says nothing of recoveries where %s', (_, changes) => {
  expect(advised(changes)).toBeUndefined()
})
