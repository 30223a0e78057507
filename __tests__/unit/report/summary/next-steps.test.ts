import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import {
  newExportOutcome,
  newRestoreOutcome,
  newVerifyOutcome
} from '../../../../src/shared/new-outcomes.ts'
import type { Outcome, VerifyOutcome } from '../../../../src/shared/outcome.ts'
import { nextSteps } from '../../../../src/report/summary/next-steps.ts'
import type { RunFacts } from '../../../../src/report/summary/summary-headline.ts'
import { POOL_ID } from '../../../fixtures/fake-pool.ts'
import { shownWorkflows } from '../../../fixtures/quick-start.ts'
import { runFacts, PLACE } from '../../../fixtures/run-facts.ts'
import {
  FULL_EXPORT,
  FULL_PLAN,
  FULL_RESTORE,
  FULL_VERIFY
} from '../../../fixtures/full-outcomes.ts'

const stepsOf = (outcome: Outcome, changes: Partial<RunFacts> = {}) =>
  nextSteps(outcome, runFacts(outcome.mode, changes))

const ID = '20261123T020000Z-ABCDEFGHIJKLMNOP'
// A run may know bucket and pool from the address of the snapshot alone.
const URI = `s3://my-backups/cognito-backup/${POOL_ID}/${ID}/`
const FOLDER = `   folder=s3://my-backups/cognito-backup/${POOL_ID}`
const FIELD = `     -f snapshot="$folder/${ID}/" \\`
const REHEARSAL = [
  FOLDER,
  '   gh workflow run restore.yml --repo octo-org/backups \\',
  FIELD,
  '     -f user-pool-id=eu-west-1_Ab12Cd34E \\',
  '     -f dry-run=true'
].join('\n')
const FINE: VerifyOutcome = {
  ...FULL_VERIFY,
  status: 'complete',
  wouldRestore: true,
  findings: []
}

describe('after an export', () => {
  test('a restore can be rehearsed, and the manifest pinned', () => {
    const page = stepsOf(FULL_EXPORT)
    expect(page).toMatch(/^### What to do next\n\n1\. Rehearse a restore\./)
    expect(page).toContain(`\n   \`\`\`sh\n${REHEARSAL}\n   \`\`\`\n`)
    expect(page).toContain(
      `   \`\`\`yaml\n   manifest-sha256: '${'ab'.repeat(32)}'\n   \`\`\``
    )
  })

  test('that failed, it can be run again', () => {
    const page = stepsOf(newExportOutcome(), { code: 'network' })
    expect(page).toContain('1. Fix the cause above. Then run it again.')
    expect(page).toContain('Earlier snapshots are unchanged.')
    expect(page).toContain(
      '   gh run rerun 1234567890 --failed --repo octo-org/backups'
    )
  })

  test('that was cancelled, there is no cause to fix', () => {
    const page = stepsOf(newExportOutcome(), { code: 'cancelled' })
    expect(page).toContain('1. Run it again. This run left no snapshot')
  })

  test.each(['input', 'out-of-time'] as const)(
    'that failed over its inputs (%s), the same run would fail again',
    code => {
      const page = stepsOf(newExportOutcome(), { code })
      expect(page).toContain('1. Fix the workflow. Then start a new run')
      expect(page).not.toContain('gh run')
    }
  )
})

describe('after a verification', () => {
  test('a restore of what was verified can be rehearsed and pinned', () => {
    const page = stepsOf(FINE)
    expect(page).toContain(REHEARSAL)
    expect(page).toContain("manifest-sha256: 'abab")
  })

  test('with an alarm, its findings come first, and it is not pinned', () => {
    const findings = FULL_VERIFY.findings.slice(1)
    const page = stepsOf({ ...FINE, status: 'failed', findings })
    expect(page).toContain('1. Fix the cause of each finding below.')
    expect(page).toContain(REHEARSAL)
    expect(page).not.toContain('manifest-sha256')
  })

  test('of a pool that has changed too much, a restore brings users back', () => {
    const failed = { ...FINE, status: 'failed' as const }
    for (const code of ['users-gone', 'memberships-gone'] as const) {
      const page = stepsOf(failed, { code })
      expect(page).toContain('1. To bring back what is gone, make a dry run')
      expect(page).toContain(REHEARSAL)
      expect(page).not.toContain('finding')
    }
  })

  test('of a whole snapshot that a later step cut short, it can be run again', () => {
    const failed = { ...FINE, status: 'failed' as const }
    for (const code of ['network', 'cancelled'] as const) {
      const page = stepsOf(failed, { code })
      expect(page).toContain('gh run rerun 1234567890')
      expect(page).not.toContain('finding')
    }
  })

  test('of what would not restore, another snapshot has to be found', () => {
    const page = stepsOf(FULL_VERIFY)
    expect(page).toMatch(
      /1\. Export the pool again.*\n.*\n.*\n +gh workflow run backup\.yml --repo octo-org\/backups\n/
    )
    expect(page).toContain(
      '   aws s3 ls s3://my-backups/cognito-backup/eu-west-1_Ab12Cd34E/\n'
    )
    expect(page).not.toContain('restore.yml')
  })

  test('without a manifest there is no place to look at', () => {
    const page = stepsOf({ ...FULL_VERIFY, snapshot: undefined })
    expect(page).toContain('1. Export the pool again')
    expect(page).not.toContain('aws s3 ls')
  })

  test('that did not come to its end, it can be run again', () => {
    expect(stepsOf(newVerifyOutcome())).toContain('gh run rerun 1234567890')
  })
})

describe('after a restore', () => {
  test('that was a dry run, it can be carried out by the same workflow', () => {
    expect(stepsOf(FULL_PLAN)).toContain(
      [
        FOLDER,
        '   gh workflow run pool.yml --repo octo-org/backups \\',
        '     --ref main \\',
        FIELD,
        '     -f user-pool-id=eu-west-1_Ab12Cd34E \\',
        '     -f dry-run=false\n'
      ].join('\n')
    )
  })

  test('users have to be told, and the report and the subs read', () => {
    const page = stepsOf({ ...FULL_RESTORE, status: 'complete' })
    expect(page).toContain('2. Sign in as a restored user')
    expect(page).toContain('no message was sent')
    expect(page).toContain(`
   folder=s3://my-backups/cognito-backup/eu-west-1_Ab12Cd34E
   aws s3 cp "$folder/restores/20261123T030000Z-ABCDEFGHIJKLMNOP/report.ndjson.gz" - \\
     | gunzip > report.ndjson
   aws s3 cp "$folder/restores/20261123T030000Z-ABCDEFGHIJKLMNOP/sub-map.csv.gz" - \\
     | gunzip > sub-map.csv
`)
    expect(page).not.toContain('gh workflow run')
  })

  test('an encrypted report is opened with age', () => {
    const report = {
      uri: 's3://my-backups/a/report.ndjson.gz.age',
      subMapUri: 's3://my-backups/a/sub-map.csv.gz.age'
    }
    expect(stepsOf({ ...FULL_RESTORE, status: 'complete', report })).toContain(
      '| age --decrypt --identity key.txt | gunzip > report.ndjson'
    )
  })

  test('an administrator sets passwords where users have none to reset', () => {
    const page = stepsOf({
      ...FULL_RESTORE,
      status: 'complete',
      restoredUserStatus: 'force-change-password'
    })
    expect(page).toContain('1. Set a password (AdminSetUserPassword)')
    expect(page).not.toContain('Forgot password')
  })

  test('an administrator sets passwords where the pool lets nobody reset them', () => {
    const page = (byCode: number, byAdministrator: number) =>
      stepsOf({
        ...FULL_RESTORE,
        status: 'complete',
        waysIn: { byCode, byAdministrator, atProvider: 1 }
      })
    expect(page(0, 9)).toContain('1. Set a password (AdminSetUserPassword)')
    expect(page(0, 9)).not.toContain('Forgot password')
    expect(page(9, 9)).toContain('3. Set a password (AdminSetUserPassword)')
    expect(page(9, 9)).toContain('“Forgot password”')
    expect(page(0, 0)).not.toContain('assword')
  })

  test('an administrator sets passwords of made-up users', () => {
    const page = stepsOf({
      ...FULL_RESTORE,
      status: 'complete',
      isPseudonymised: true
    })
    expect(page).toContain('1. Set the password of each made-up user')
    expect(page).not.toContain('Forgot password')
  })

  test('in part, it goes on with the same snapshot', () => {
    const page = stepsOf(FULL_RESTORE)
    expect(page).toContain('It continues where this run stopped')
    expect(page).toContain(`${FIELD}\n`)
    expect(page).toContain('-f dry-run=false')
    expect(page).toContain('report.ndjson')
  })

  test('that another run took over, that run is waited for', () => {
    for (const status of ['partial', 'failed'] as const) {
      const outcome = { ...FULL_RESTORE, status }
      const page = stepsOf(outcome, { code: 'other-run' })
      expect(page).toContain('Wait for the other run')
      expect(page).not.toContain('gh workflow run')
    }
  })

  test('that changed nothing, it is planned again', () => {
    const page = stepsOf({
      ...FULL_RESTORE,
      status: 'failed',
      report: undefined
    })
    expect(page).toContain('No change to the pool is known.')
    expect(page).toContain('-f dry-run=true')
  })

  test('that found no snapshot, it can be run again', () => {
    const page = stepsOf(newRestoreOutcome(), { code: 'no-snapshot' })
    expect(page).toContain('1. Fix the cause above. Then run it again.')
    expect(page).toContain('gh run rerun 1234567890')
  })

  test('that was stopped before its first write, there is no cause to fix', () => {
    const outcome = { ...FULL_RESTORE, status: 'failed' as const }
    for (const code of ['cancelled', 'out-of-time'] as const) {
      const page = stepsOf(outcome, { code })
      expect(page).toContain('1. Make a dry run.')
      expect(page).not.toContain('Fix')
    }
  })

  test('that refused users by its plan, it is not tried again in vain', () => {
    const outcome = {
      ...FULL_RESTORE,
      membershipsFailed: 0,
      failures: new Map([['address-taken', 3]])
    }
    const page = stepsOf(outcome, { code: 'restore-incomplete' })
    expect(page).toContain('would refuse these users again')
    expect(page).not.toContain('gh workflow run')
    expect(stepsOf(outcome, { code: 'cancelled' })).toContain('gh workflow run')
  })

  test('the other inputs of the run are asked for, and never shown', () => {
    const dispatchInputs = ['only-users', 'snapshot', 'dry-run']
    const page = stepsOf(FULL_PLAN, { place: { ...PLACE, dispatchInputs } })
    expect(page).toContain('First give `INPUT_ONLY_USERS` the value')
    expect(page).toContain(
      [
        FOLDER,
        '   gh workflow run pool.yml --repo octo-org/backups \\',
        '     --ref main \\',
        FIELD,
        '     -f dry-run=false \\',
        '     -f only-users="${INPUT_ONLY_USERS?}"\n'
      ].join('\n')
    )
  })

  test('the workflow of an unknown branch gets no command', () => {
    const page = stepsOf(FULL_PLAN, { place: { ...PLACE, ref: undefined } })
    expect(page).toContain(`   snapshot: '${URI}'`)
    expect(page).not.toContain('gh workflow run')
  })

  test('the digest is pinned where the workflow asks for it', () => {
    const dispatchInputs = ['snapshot', 'dry-run', 'manifest-sha256']
    const place = { ...PLACE, dispatchInputs }
    const pinned = `-f manifest-sha256=${'ab'.repeat(32)}`
    expect(stepsOf(FULL_PLAN, { place })).toContain(pinned)
    // The run may have failed because the digest was another.
    const failed = { ...FULL_RESTORE, status: 'failed' as const }
    const page = stepsOf(failed, { place, code: 'manifest-pin' })
    expect(page).not.toContain('abab')
    expect(page).toContain('"${INPUT_MANIFEST_SHA256?}"')
  })

  test.each([
    [undefined],
    [[]],
    [['snapshot', 'user-pool-id']],
    [['snapshot', 'dry-run', 'a-b', 'a_b']]
  ])(
    'a workflow without the inputs gets them as lines of its step: %j',
    dispatchInputs => {
      const page = stepsOf(FULL_PLAN, { place: { ...PLACE, dispatchInputs } })
      expect(page).toContain(
        `\`\`\`yaml\n   snapshot: '${URI}'\n   manifest-sha256: '${'ab'.repeat(32)}'\n   dry-run: 'false'\n`
      )
      expect(page).toContain('waits for an approval, approve it')
      expect(page).not.toContain('gh workflow run')
    }
  )
})

describe('a command', () => {
  test('names the host of another server', () => {
    const place = { ...PLACE, serverUrl: 'https://ghe.example.com' }
    expect(stepsOf(FULL_EXPORT, { place })).toContain(
      '--repo ghe.example.com/octo-org/backups'
    )
  })

  test('names no repository where none is known', () => {
    const place = { ...PLACE, repository: undefined, runId: undefined }
    expect(stepsOf(FULL_EXPORT, { place })).toContain(
      'gh workflow run restore.yml \\\n'
    )
    expect(stepsOf(newExportOutcome(), { place })).not.toContain('gh run')
  })

  test('takes an address for text, whatever is in it', () => {
    const snapshot = {
      id: ID,
      uri: `s3://my-backups/it's $(rm) \`rm\`\n/${ID}/`,
      manifestSha256: 'ab'
    }
    expect(stepsOf({ ...FULL_VERIFY, snapshot })).toContain(
      "   aws s3 ls 's3://my-backups/it'\\''s $(rm) rm/'\n"
    )
  })

  test('gives inputs that the workflow of getting-started has', () => {
    const shown = shownWorkflows().find(({ path }) =>
      path.endsWith('/restore.yml')
    )
    const workflow = parse(shown?.yaml ?? '') as {
      on: { workflow_dispatch: { inputs: object } }
    }
    const given = [...REHEARSAL.matchAll(/-f ([\w-]+)=/g)].map(
      ([, name]) => name
    )
    expect(given.sort()).toEqual(
      Object.keys(workflow.on.workflow_dispatch.inputs).sort()
    )
  })
})
