import { describe, expect, test } from '@jest/globals'
import { toOutputs } from '../../../../src/report/outputs.ts'
import { renderSummary } from '../../../../src/report/summary/summary.ts'
import { newCreatePoolOutcome } from '../../../../src/shared/new-outcomes.ts'
import type { ErrorCode } from '../../../../src/shared/errors.ts'
import type { FindingFacts } from '../../../../src/shared/new-pool-facts.ts'
import type { CreatePoolOutcome } from '../../../../src/shared/outcome.ts'
import { tableRows } from '../../../fixtures/compared-runs.ts'
import { FULL_CREATE_POOL } from '../../../fixtures/full-outcomes.ts'
import { runFacts } from '../../../fixtures/run-facts.ts'

const page = (changes: Partial<CreatePoolOutcome>, code?: ErrorCode) =>
  renderSummary(
    { ...FULL_CREATE_POOL, ...changes },
    runFacts('create-pool', { code })
  )
const { lines = [], findings = [] } = FULL_CREATE_POOL
const there = lines.map(line => ({ ...line, became: 'there-already' as const }))
const open = findings.map((one): FindingFacts => ({ ...one, state: 'open' }))
const planned = {
  status: 'planned' as const,
  pool: undefined,
  clientIds: undefined,
  lines: lines.map(line => ({ ...line, became: undefined }))
}
const half = {
  status: 'partial' as const,
  halfMade: {
    userPoolId: 'eu-central-1_New123456',
    region: 'eu-central-1',
    domains: ['shop']
  }
}
const position = (text: string, ...texts: string[]) =>
  texts.map(one => text.indexOf(one))

test.each<[Partial<CreatePoolOutcome>, ErrorCode | undefined, string]>([
  [
    { ...planned, findings: open },
    undefined,
    "📋 Dry run: the user pool `customers` can't be made yet, because 2 findings are open"
  ],
  [planned, undefined, '📋 Dry run: the user pool `customers` can be made'],
  [
    {},
    undefined,
    '✅ The user pool `eu-central-1_New123456` is made, and differs only in what the plan says'
  ],
  [
    { lines: there },
    undefined,
    '✅ The user pool `eu-central-1_New123456` was complete already, and nothing was made'
  ],
  [
    { ...planned, status: 'failed', findings: open },
    'findings-open',
    '❌ No user pool was made: 2 findings are open'
  ],
  [half, 'aws', '⚠️ The user pool `eu-central-1_New123456` is made in part'],
  [
    half,
    'cancelled',
    '⏹️ The user pool `eu-central-1_New123456` is made in part'
  ],
  [
    half,
    'not-the-same',
    '⚠️ The user pool `eu-central-1_New123456` is made, and differs from the plan'
  ],
  [
    { status: 'partial', pool: undefined, mayExist: true },
    'cancelled',
    '⏹️ It is not known whether the user pool `customers` was made'
  ],
  [{ ...newCreatePoolOutcome() }, 'no-snapshot', '❌ No user pool was made']
])('the headline is by what was done: %#', (changes, code, line) => {
  expect(page(changes, code).split('\n')[0]).toBe(`## ${line}`)
})

describe('the page of a dry run', () => {
  const text = page({ ...planned, findings: open })

  test('says where the pool goes and what to do before anything', () => {
    expect(text).toContain(
      'New user pool `customers`, region eu-central-1, account 444455556666'
    )
    const order = position(
      text,
      'Findings that need a person: 2 open',
      'Open a Support case first.',
      'The restore bills',
      '### What to do next',
      '### What needs a person',
      '### The plan'
    )
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order[0]).toBeGreaterThan(0)
  })

  test('lists the findings to paste', () => {
    expect(text).toContain(
      '```yaml\naccept: |\n  new-client-id/client/mobile\n  not-captured/terms\n```'
    )
  })

  test('does not list what accepting would not solve, and shows it first', () => {
    const secret: FindingFacts = {
      id: 'provider-secret/identity-provider/Google',
      sentence: 'Give it in `secrets`.',
      state: 'open',
      canAccept: false
    }
    const both = page({ ...planned, findings: [...open, secret] })
    expect(both).not.toContain('  provider-secret/identity-provider/Google\n')
    const [first] = tableRows(both, 3).filter(([id]) => id?.includes('/'))
    expect(first).toEqual([
      'provider-secret/identity-provider/Google',
      "open, can't be accepted",
      expect.any(String)
    ])
  })

  test('has no list to paste once all are accepted', () => {
    expect(page(planned)).not.toContain('accept: |')
    for (const line of [
      `snapshot: '${FULL_CREATE_POOL.snapshot?.uri ?? ''}'`,
      `manifest-sha256: '${FULL_CREATE_POOL.snapshot?.manifestSha256 ?? ''}'`,
      "dry-run: 'false'"
    ]) {
      expect(page(planned)).toContain(line)
    }
  })

  test('folds a long list', () => {
    const many = Array.from({ length: 1000 }, (_, at): FindingFacts => ({
      id: `new-client-id/client/c${at}`,
      sentence: 'New.',
      state: 'open',
      canAccept: true
    }))
    const long = page({ ...planned, findings: many })
    expect(long).toContain('<summary>1,000 lines</summary>')
    expect(long).toContain('\n  new-client-id/client/c999\n')
    expect(long).toContain('… and 950 more')
  })

  test('shows no fate of a part, since nothing was made', () => {
    expect(text).not.toContain('What became of it')
    expect(tableRows(text, 3)).toContainEqual([
      'triggers',
      'changed',
      'They are set once the users are restored.'
    ])
  })
})

test('the page of a dry run that found a half-made pool says what is open first', () => {
  const { halfMade } = half
  expect(page({ ...planned, halfMade, findings: open })).toContain(
    'Solve each open finding below, or paste its line'
  )
})

describe('the page of a complete pool', () => {
  const text = page({})

  test('of a dry run says that nothing would be made, and what is not needed', () => {
    const facts = runFacts('create-pool')
    const rehearsed = renderSummary(
      { ...FULL_CREATE_POOL, lines: there, findings: open },
      { ...facts, subject: { ...facts.subject, isDryRun: true } }
    )
    expect(rehearsed.split('\n')[0]).toBe(
      '## ✅ Dry run: the user pool `eu-central-1_New123456` is complete already, and a run would make nothing'
    )
    expect(rehearsed).not.toContain('accept: |')
  })

  test('counts verdicts and what became of the parts', () => {
    expect(tableRows(text, 4)).toContainEqual(['1', '1', '1', '2'])
    expect(tableRows(text, 3)).toContainEqual(['3', '1', '1'])
  })

  test('shows parts that differ first, and folds those that are the same', () => {
    const [changed = 0, fold = 0, same = 0] = position(
      text,
      '| `triggers` |',
      '<summary>2 parts as in the snapshot</summary>',
      '| `pool` |'
    )
    expect(changed).toBeLessThan(fold)
    expect(fold).toBeLessThan(same)
  })

  test('has the restore that comes next', () => {
    for (const line of [
      'mode: ',
      "user-pool-id: 'eu-central-1_New123456'",
      `source-user-pool-id: '${FULL_CREATE_POOL.sourceUserPoolId ?? ''}'`,
      `snapshot: '${FULL_CREATE_POOL.snapshot?.uri ?? ''}'`,
      "users-without-username: 'recreate'",
      "mfa-users: 'restore'",
      "aws-region: 'eu-central-1'"
    ]) {
      expect(text).toContain(line)
    }
  })

  test('has what the parameter of the roles takes', () => {
    expect(text).toContain('Add the ARN of the new pool to `RestoreUserPools`')
  })

  test('has the new ids of clients', () => {
    expect(tableRows(text, 3)).toContainEqual([
      'mobile',
      '1old2client3id',
      '4new5client6id'
    ])
  })
})

describe('the page of a half-made pool', () => {
  test('says how to remove it', () => {
    const text = page(half, 'aws')
    const [domain = -1, protection = -1, pool = -1] = position(
      text,
      'delete-user-pool-domain \\\n     --user-pool-id eu-central-1_New123456 \\\n     --domain shop \\\n',
      'update-user-pool \\\n     --user-pool-id eu-central-1_New123456 \\\n     --deletion-protection INACTIVE \\\n',
      'delete-user-pool \\\n     --user-pool-id eu-central-1_New123456 \\\n     --region eu-central-1\n'
    )
    expect(domain).toBeGreaterThan(0)
    expect(protection).toBeGreaterThan(domain)
    expect(pool).toBeGreaterThan(protection)
  })

  test('says first where it stopped, and how to go on', () => {
    const stoppedAt = 'client/web (CreateUserPoolClient)'
    const halfMade = { ...half.halfMade, stoppedAt }
    const text = page({ ...half, halfMade }, 'aws')
    expect(text).toContain(
      '1. It stopped at client/web (CreateUserPoolClient). CloudTrail has the reason that AWS gave, under that call. Put it right.\n2. The user pool eu-central-1\\_New123456 is half made. Run it again'
    )
    const [next = 0, finding = 0] = position(
      text,
      '### What to do next',
      '### What needs a person'
    )
    expect(next).toBeLessThan(finding)
    expect(page({ ...half, halfMade }, 'network')).toMatch(/message above says/)
    expect(page({ ...half, halfMade }, 'cancelled')).not.toContain('Put ')
  })

  test('that refused its inputs does not say to keep them', () => {
    const text = page({ ...planned, ...half, status: 'failed' }, 'input')
    expect(text).toContain('1. Fix the workflow. Then start a new run')
    expect(text).toContain('eu-central-1\\_New123456 is half made.')
    expect(text).not.toContain('the same inputs')
    expect(text).toContain('2. Or remove it')
  })

  test('that differs does not say that it continues', () => {
    expect(page(half, 'not-the-same')).not.toContain('continues')
  })

  test('that may be there says to run it again', () => {
    const text = page({ status: 'partial', mayExist: true }, 'cancelled')
    expect(text).toContain('it looks for that pool')
  })
})

describe('the outputs', () => {
  test('have the ids of a complete pool', () => {
    expect(toOutputs(FULL_CREATE_POOL, 0)).toMatchObject({
      status: 'complete',
      'user-pool-id': 'eu-central-1_New123456',
      'client-ids': '{"1old2client3id":"4new5client6id"}',
      findings: 'new-client-id/client/mobile\nnot-captured/terms',
      created: '3',
      changed: '1',
      'needs-a-person': '1'
    })
  })

  test('have no ids of a pool in part, which no restore may take', () => {
    const outputs = toOutputs({ ...FULL_CREATE_POOL, ...half }, 0)
    expect(outputs).not.toHaveProperty('user-pool-id')
    expect(outputs).not.toHaveProperty('client-ids')
    expect(outputs).not.toHaveProperty('created')
  })

  test('of a dry run list what can be accepted, open or not', () => {
    const outcome = { ...FULL_CREATE_POOL, ...planned }
    const outputs = toOutputs(
      {
        ...outcome,
        findings: open.map((one, at) =>
          at === 0
            ? { ...one, canAccept: false }
            : { ...one, id: 'a/b\nlinks/pool' }
        )
      },
      0
    )
    // A name can't forge a line of its own.
    expect(outputs['findings']).toBe('a/b links/pool')
    expect(outputs).not.toHaveProperty('created')
  })

  test('leave out what is not known', () => {
    expect(Object.keys(toOutputs(newCreatePoolOutcome(), 0))).toEqual([
      'status',
      'duration-seconds'
    ])
  })
})
