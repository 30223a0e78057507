import { describe, expect, test } from '@jest/globals'
import {
  newExportOutcome,
  newRestoreOutcome,
  newVerifyOutcome
} from '../../../../src/shared/new-outcomes.ts'
import type { Outcome } from '../../../../src/shared/outcome.ts'
import { notBegun } from '../../../../src/report/summary/not-begun.ts'
import {
  placeAndTime,
  top,
  type RunFacts
} from '../../../../src/report/summary/summary-headline.ts'
import { PLACE, runFacts } from '../../../fixtures/run-facts.ts'
import {
  FULL_EXPORT,
  FULL_PLAN,
  FULL_RESTORE,
  FULL_VERIFY
} from '../../../fixtures/full-outcomes.ts'

const topOf = (outcome: Outcome, changes: Partial<RunFacts> = {}) =>
  top(outcome, runFacts(outcome.mode, changes))

const placeOf = (outcome: Outcome, changes: Partial<RunFacts> = {}) =>
  placeAndTime(outcome, runFacts(outcome.mode, changes))

const NO_SUBJECT = { mode: undefined, userPoolId: undefined, isDryRun: false }
const CANCELLED = { code: 'cancelled', failure: 'Cancelled.' } as const
const FINE: Partial<typeof FULL_VERIFY> = {
  status: 'complete',
  wouldRestore: true
}
const ID = FULL_VERIFY.snapshot?.id ?? ''

describe('the first line says whether it is good', () => {
  test.each<[string, Outcome, Partial<RunFacts>]>([
    ['✅ 1,200 users of eu-west-1_Ab12Cd34E backed up', FULL_EXPORT, {}],
    [
      '❌ Export of eu-west-1_Ab12Cd34E failed',
      { ...FULL_EXPORT, status: 'failed' },
      {}
    ],
    ['❌ Export of eu-west-1_Ab12Cd34E failed', newExportOutcome(), {}],
    ['❌ Export failed', newExportOutcome(), { subject: NO_SUBJECT }],
    [
      '⏹️ Export of eu-west-1_Ab12Cd34E cancelled',
      newExportOutcome(),
      CANCELLED
    ],
    [
      '✅ 1,000 users restored into eu-west-1_Ab12Cd34E',
      { ...FULL_RESTORE, status: 'complete' },
      {}
    ],
    [
      '⚠️ Restore into eu-west-1_Ab12Cd34E incomplete: 1,000 users restored, 3 failed',
      FULL_RESTORE,
      {}
    ],
    [
      '⚠️ Restore into eu-west-1_Ab12Cd34E incomplete: 1,000 users restored',
      { ...FULL_RESTORE, usersFailed: 0 },
      { code: 'out-of-time' }
    ],
    [
      '⏹️ Restore into eu-west-1_Ab12Cd34E cancelled: 1,000 users restored so far',
      FULL_RESTORE,
      CANCELLED
    ],
    [
      '❌ Restore into eu-west-1_Ab12Cd34E failed',
      { ...FULL_RESTORE, status: 'failed' },
      {}
    ],
    [
      '⏹️ Restore into eu-west-1_Ab12Cd34E cancelled',
      newRestoreOutcome(),
      CANCELLED
    ],
    [
      '❌ Dry run of a restore into eu-west-1_Ab12Cd34E failed',
      newRestoreOutcome(),
      { subject: { ...runFacts('restore').subject, isDryRun: true } }
    ],
    ['❌ Restore failed', newRestoreOutcome(), { subject: NO_SUBJECT }],
    [
      '📋 Dry run: 1,000 users would be restored into eu-west-1_Ab12Cd34E, 3 refused, 5 conflicts left alone',
      FULL_PLAN,
      {}
    ],
    [
      '📋 Dry run: 1,000 users would be restored into eu-west-1_Ab12Cd34E',
      { ...FULL_PLAN, usersFailed: 0, conflicts: 0 },
      {}
    ],
    [
      `✅ The snapshot ${ID} would restore: it holds 1,200 users, every byte as it was written`,
      { ...FULL_VERIFY, ...FINE },
      {}
    ],
    [
      `✅ The headers of the snapshot ${ID} are right: 1,200 users, contents not read`,
      { ...FULL_VERIFY, ...FINE, level: 'headers' },
      {}
    ],
    [
      `⚠️ The snapshot ${ID} would restore, but the verification failed: 1 finding`,
      { ...FULL_VERIFY, wouldRestore: true },
      {}
    ],
    [
      `⚠️ The snapshot ${ID} would restore, but its pool has changed too much: 12 users gone, 13 changed, 11 added`,
      { ...FULL_VERIFY, ...FINE, status: 'failed', findings: [] },
      { code: 'users-gone' }
    ],
    [
      `⏹️ The snapshot ${ID} would restore, but the verification was cancelled`,
      { ...FULL_VERIFY, ...FINE, status: 'failed', findings: [] },
      CANCELLED
    ],
    [
      `⚠️ The snapshot ${ID} would restore, but the verification failed`,
      { ...FULL_VERIFY, ...FINE, status: 'failed', findings: [] },
      { code: 'network' }
    ],
    [`❌ The snapshot ${ID} would not restore: 1 finding`, FULL_VERIFY, {}],
    [
      '❌ The snapshot would not restore: 1 finding',
      { ...FULL_VERIFY, snapshot: undefined },
      {}
    ],
    [
      '❌ Verification failed: it is not known whether the snapshot would restore',
      newVerifyOutcome(),
      {}
    ],
    [
      '⏹️ Verification cancelled: it is not known whether the snapshot would restore',
      newVerifyOutcome(),
      CANCELLED
    ]
  ])('%s', (line, outcome, changes) => {
    expect(topOf(outcome, changes).split('\n')[0]).toBe(`## ${line}`)
  })
})

describe('the place and the time say', () => {
  test('what was exported, where and when', () => {
    expect(placeOf(FULL_EXPORT)).toContain(
      '\n\nUser pool `eu-west-1_Ab12Cd34E`, region eu-west-1, account 111122223333\\\n23 November 2026, 02:00 UTC, in 2 min 5 s'
    )
  })

  test('from which snapshot into which pool', () => {
    const outcome = { ...FULL_RESTORE, snapshotAgeMs: 3_600_000 }
    expect(placeOf(outcome)).toContain(
      `\n\nSnapshot \`${ID}\` of user pool \`us-east-1_Source123\`, 1 h 0 min old\\\nInto user pool \`eu-west-1_Ab12Cd34E\`, region`
    )
  })

  test('which snapshot was verified, and what it was compared with', () => {
    expect(placeOf(FULL_VERIFY)).toContain(
      `Snapshot \`${ID}\` of user pool \`eu-west-1_Ab12Cd34E\`, 26 h 15 min old\\\nCompared with user pool`
    )
    const alone = placeOf({ ...FULL_VERIFY, pool: undefined })
    expect(alone).not.toContain('Compared')
  })

  test.each([
    [0, 'not encrypted with age'],
    [1, 'encrypted with age for 1 key'],
    [2, 'encrypted with age for 2 keys']
  ])('whether %i keys of age open the snapshot', (ageKeys, said) => {
    const line = `\\\n${said.replace(/^./, letter => letter.toUpperCase())}\\\n`
    expect(placeOf({ ...FULL_EXPORT, ageKeys })).toContain(line)
    const failed = { ...FULL_EXPORT, ageKeys, status: 'failed' } as const
    expect(placeOf(failed)).toContain(line)
    expect(placeOf({ ...FULL_RESTORE, ageKeys })).toContain(`, ${said}\\\nInto`)
    expect(placeOf({ ...FULL_VERIFY, ageKeys })).toContain(
      ` old, ${said}\\\nCompared`
    )
  })

  test('nothing of what is not known', () => {
    const page = placeOf(newRestoreOutcome(), { durationMs: 12 })
    expect(page.split('\n').slice(2)).toEqual([
      '23 November 2026, 02:00 UTC, in less than a second'
    ])
  })
})

describe('a failure', () => {
  test('is told at the top, as plain text', () => {
    expect(
      topOf(newExportOutcome(), { failure: 'Check <the> bucket.' })
    ).toMatch(/\n\n> \[!CAUTION\]\n> Check \\<the\\> bucket\.$/)
  })

  test.each<[string, Outcome, Partial<RunFacts>]>([
    ['partial', FULL_RESTORE, { failure: 'x' }],
    ['cancelled', newExportOutcome(), CANCELLED]
  ])('that is %s is a warning', (_how, outcome, changes) => {
    expect(topOf(outcome, changes)).toContain('> [!WARNING]\n')
  })

  test('names the page about its code, as a link where that is known', () => {
    const run = { code: 'network', failure: 'x' } as const
    const said = '\n>\n> More about `network` is in '
    expect(topOf(newExportOutcome(), run)).toContain(
      `${said}docs/troubleshooting.md.`
    )
    const docsUrl = 'https://github.com/your-org/cognito-backup/blob/v0/docs'
    expect(
      topOf(newExportOutcome(), { ...run, place: { ...PLACE, docsUrl } })
    ).toContain(
      `${said}[docs/troubleshooting.md](${docsUrl}/troubleshooting.md).`
    )
    expect(topOf(newExportOutcome(), CANCELLED)).not.toContain('More about')
  })

  test('is no part of a run that went well', () => {
    expect(topOf(FULL_EXPORT)).not.toContain('[!')
  })
})

describe('a run that did not begin', () => {
  test.each([
    ['apply', true],
    ['cancel', true],
    ['preview', false]
  ] as const)('of recovery: %s may leave a block: %s', (recovery, may) => {
    const { subject } = runFacts('recover')
    const page = notBegun(
      runFacts('recover', { code: 'input', subject: { ...subject, recovery } })
    )
    expect(page.includes('may still be blocked')).toBe(may)
    expect(page.includes("recovery-id: 'active'")).toBe(may)
  })

  test('says so, of what, and why', () => {
    const run = { code: 'input', failure: 'Check the key.' } as const
    expect(notBegun(runFacts('export', run))).toBe(
      [
        '## ❌ The export of eu-west-1_Ab12Cd34E did not begin',
        '',
        '> [!CAUTION]',
        '> Check the key.',
        '>',
        '> More about `input` is in docs/troubleshooting.md.',
        '',
        '### What to do next',
        '',
        '1. Fix the workflow. Then start a new run: a re-run of this one keeps the old file and inputs. AWS was not called.',
        '',
        '### This run',
        '',
        '23 November 2026, 02:00 UTC, in 2 min 5 s',
        ''
      ].join('\n')
    )
  })

  test.each<[Partial<RunFacts['subject']>, string]>([
    [{ mode: 'restore' }, 'The restore into eu-west-1_Ab12Cd34E did not begin'],
    [
      { mode: 'verify', userPoolId: undefined },
      'The verification of a user pool did not begin'
    ],
    [{ mode: undefined }, 'The run did not begin']
  ])('of %j', (changes, line) => {
    const { subject } = runFacts('export')
    const page = notBegun(
      runFacts('export', { subject: { ...subject, ...changes } })
    )
    expect(page.split('\n')[0]).toBe(`## ❌ ${line}`)
  })
})
