import { describe, expect, test } from '@jest/globals'
import { newCompareOutcome } from '../../../../src/shared/new-outcomes.ts'
import type {
  CompareOutcome,
  DefinitionDifference,
  UserDifference
} from '../../../../src/shared/outcome.ts'
import type { ErrorCode } from '../../../../src/shared/errors.ts'
import { renderSummary } from '../../../../src/report/summary/summary.ts'
import { FULL_COMPARE } from '../../../fixtures/full-outcomes.ts'
import { runFacts } from '../../../fixtures/run-facts.ts'

const render = (changes: Partial<CompareOutcome> = {}, code?: ErrorCode) =>
  renderSummary({ ...FULL_COMPARE, ...changes }, runFacts('compare', { code }))
const headlineOf = (...[changes, code]: Parameters<typeof render>) =>
  render(changes, code).split('\n')[0]

/** The snapshot of the night before. */
const OTHER = {
  id: '20261122T020000Z-ABCDEFGHIJKLMNOP',
  uri: 's3://my-backups/cognito-backup/eu-west-1_Ab12Cd34E/20261122T020000Z-ABCDEFGHIJKLMNOP/',
  manifestSha256: 'cd'.repeat(32),
  userPoolId: 'eu-west-1_Ab12Cd34E'
}
const NO_CHANGE: UserDifference = {
  users: { added: 0, gone: 0, changed: 0 },
  groups: { added: 0, gone: 0, changed: 0 },
  memberships: { added: 0, gone: 0 },
  matchedBy: { sub: 1200, map: 0, username: 0, address: 0 }
}
const SAME: DefinitionDifference = {
  lines: [],
  newHere: [],
  notCompared: [],
  clientsByName: false
}
/** Only the counts of two manifests. */
const COUNTS: Partial<CompareOutcome> = {
  level: 'counts',
  other: OTHER,
  definition: undefined,
  difference: undefined
}

describe('the first line of a comparison', () => {
  test('says what differs', () => {
    expect(headlineOf()).toBe(
      '## ✅ Compared: 12 users gone, 13 changed, 11 added; 4 groups, 200 memberships, 2 settings changed'
    )
    const groups = { added: 0, gone: 0, changed: 1 }
    expect(
      headlineOf({ difference: { ...NO_CHANGE, groups }, definition: SAME })
    ).toBe('## ✅ Compared: 1 group changed')
  })

  test('says that nothing does, of what could be compared', () => {
    const same = { difference: NO_CHANGE, definition: SAME }
    expect(headlineOf(same)).toBe('## ✅ Nothing differs')
    expect(headlineOf({ difference: NO_CHANGE, definition: undefined })).toBe(
      '## ✅ Nothing differs'
    )
    const definition = { ...SAME, notCompared: ['terms'] }
    expect(headlineOf({ ...same, definition })).toBe(
      '## ✅ Nothing differs in what could be compared'
    )
  })

  test('says so when that is too much', () => {
    for (const code of [
      'definition-changed',
      'users-gone',
      'users-changed',
      'memberships-gone'
    ] as const) {
      expect(headlineOf({ status: 'failed' }, code)).toMatch(
        /^## ❌ Too much has changed: 12 users gone, /
      )
    }
  })

  test('claims nothing of a comparison that did not come to its end', () => {
    const half = { status: 'failed', difference: undefined } as const
    expect(headlineOf(half, 'network')).toBe('## ❌ The comparison failed')
    expect(headlineOf(half)).toBe('## ❌ The comparison failed')
    expect(headlineOf(half, 'cancelled')).toBe('## ⏹️ Comparison cancelled')
  })

  test('knows the first snapshot, which has none before it', () => {
    expect(headlineOf({ ...newCompareOutcome(), status: 'complete' })).toBe(
      '## ✅ Nothing to compare yet: this is the first snapshot of the pool'
    )
  })

  test('says of two manifests how many there are more or fewer', () => {
    expect(headlineOf(COUNTS)).toBe(
      '## ✅ Compared: 1 user fewer; 100 memberships fewer'
    )
    const now = { users: 1201, groups: 4, memberships: 2400 }
    expect(headlineOf({ ...COUNTS, now })).toBe('## ✅ Compared: 1 user more')
    const { before } = FULL_COMPARE
    expect(headlineOf({ ...COUNTS, now: before })).toBe('## ✅ Nothing differs')
  })
})

describe('the numbers of a comparison', () => {
  test('are those of the snapshot, and how the pool differs', () => {
    const page = render({ now: undefined })
    expect(page).toContain(
      '|  | In the snapshot | Added | Gone | Changed |\n| --- | ---: | ---: | ---: | ---: |\n| Users | 1,200 | 11 | 12 | 13 |\n| Groups | 4 | 1 | 1 | 2 |\n| Memberships | 2,400 | 50 | 150 | – |'
    )
    expect(page).toContain(
      'Users were matched: 1,100 by sub, 50 by the map of a restore, 30 by username, 8 by verified address. Changed users have another name, status, attribute or enabled flag.'
    )
  })

  test('are those of both snapshots', () => {
    const page = render({ other: OTHER })
    expect(page).toContain(
      '|  | Earlier snapshot | Later snapshot | Added | Gone | Changed |'
    )
    expect(page).toContain('| Users | 1,200 | 1,199 | 11 | 12 | 13 |')
    expect(page).toContain(`| Compared with | \`${OTHER.uri}\` |`)
  })

  test('are only counted where only manifests were read', () => {
    const page = render(COUNTS)
    expect(page).toContain('|  | Earlier snapshot | Later snapshot |\n')
    expect(page).not.toContain('matched')
  })
})

describe('the definition in a comparison', () => {
  const [line] = FULL_COMPARE.definition?.lines ?? []
  const withLine = (changes: object) =>
    render({
      definition: {
        ...SAME,
        lines: line === undefined ? [] : [{ ...line, ...changes }]
      }
    })

  test('is told setting by setting', () => {
    const page = render()
    expect(page).toContain(
      '| Part | Setting | In the snapshot | Now |\n| --- | --- | --- | --- |\n| `client/mobile` | `EnableTokenRevocation` | true | false |\n| `identity-provider/Okta` | *gone* |  |  |'
    )
    expect(page).toContain('1 setting shown for the first time')
    expect(page).toContain('- `pool UserPoolTier`')
    expect(page).toContain('- `terms`')
    expect(page).not.toContain('show-values')
  })

  test('says how values can be seen that are not shown', () => {
    for (const hidden of ['(hidden)', '(text)', '(1 value)', '(3 values)']) {
      expect(withLine({ after: hidden })).toContain('`show-values`')
    }
    expect(withLine({ after: '(not set)' })).not.toContain('`show-values`')
  })

  test('keeps hostile texts inert', () => {
    const page = withLine({
      part: 'client/`a|b\n',
      after: '<img src=x> | @all'
    })
    expect(page).toContain("| `client/'a\\|b ` |")
    expect(page).toContain('| \\<img src=x\\> \\| ')
  })

  test('has no part on the page where it was not compared', () => {
    expect(render({ definition: undefined })).not.toContain('Definition')
    expect(render({ definition: SAME })).toContain('No setting differs.')
  })
})

describe('after a comparison', () => {
  test('a restore from before can be rehearsed', () => {
    expect(render()).toContain(
      [
        '-f snapshot="$folder/20261123T020000Z-ABCDEFGHIJKLMNOP/" \\',
        '     -f user-pool-id=eu-west-1_Ab12Cd34E \\',
        '     -f dry-run=true'
      ].join('\n')
    )
    for (const page of [render({ other: OTHER }), render(COUNTS)]) {
      expect(page).toContain('a restore of the earlier snapshot')
      expect(page).toContain(`-f snapshot="$folder/${OTHER.id}/" \\\n`)
    }
  })

  test('memberships and groups alone are reason enough for a restore', () => {
    const groups = { added: 0, gone: 1, changed: 0 }
    const memberships = { added: 0, gone: 150 }
    for (const lost of [{ groups }, { memberships }]) {
      const page = render({ difference: { ...NO_CHANGE, ...lost } })
      expect(page).toContain('`existing-users: update`')
      expect(page).toContain('-f dry-run=true')
    }
  })

  test('CloudTrail says who changed settings, which a restore leaves', () => {
    const page = render({ difference: NO_CHANGE })
    expect(page).toContain('1. Find in CloudTrail')
    expect(page).not.toContain('dry run')
  })

  test('without a change there is nothing to do', () => {
    expect(render({ difference: NO_CHANGE, definition: SAME })).not.toContain(
      'What to do next'
    )
  })

  test('that failed, it can be run again', () => {
    const failed = { ...newCompareOutcome(), status: 'failed' as const }
    expect(render(failed, 'network')).toContain('gh run rerun 1234567890')
  })
})
