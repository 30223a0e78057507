import type { ActionRun } from '../../simulator/run-action.ts'
import { annotations } from '../fixtures/action-runs.ts'

/** A file of a snapshot, a journal or a report, as sentences name it. */
const KEY = String.raw`\S+\.(gz|age|json)`
const CALL = String.raw`(s3|cognito-idp):[A-Za-z]+`

/**
 * What a run may fail with in bad weather, by its code: whole sentences, each of
 * which says what happened and what to do. Every other sentence is a finding.
 */
const SENTENCES: Readonly<Record<string, readonly RegExp[]>> = {
  'storage-answer': [
    new RegExp(
      `^S3 stored ${KEY} but did not confirm its SHA-256, so don't rely on this snapshot\\. Run the job again\\.$`
    ),
    new RegExp(
      `^S3 stored ${KEY} but (did not say (how it is encrypted|with which key)|did not encrypt it with aws:kms(:dsse)?|encrypted it with another key than kms-key-id), so don't rely on this snapshot\\. Check .+, then run the job again\\.$`
    ),
    /^The key behind the input kms-key-id changed during the run, so the snapshot was left without a manifest\. Run the job again, .+\.$/
  ],
  listing: [
    /^Cognito's listing of (users|groups|group members|import jobs) does not come to an end: its pages go round in a circle\. Run the job again; if it happens again, ask AWS Support\.$/
  ],
  'empty-pool': [
    /^Cognito listed no user although it estimates \d+\. No snapshot was written\. .+\.$/
  ],
  network: [
    new RegExp(
      `^AWS could not be reached for ${CALL} \\([A-Z]+\\) in region \\S+, taken from .+\\. Check the region, the runner's network and its proxy\\.$`
    ),
    new RegExp(
      `^The connection broke while ${KEY} was read\\. Run the job again\\.$`
    )
  ],
  aws: [
    new RegExp(
      `^AWS answered ${CALL} with \\w+ \\(HTTP \\d+ ×10\\)\\. Such answers mostly pass: run the job again\\.$`
    )
  ],
  'snapshot-digest': [
    new RegExp(
      `The object ${KEY} of the snapshot is not what the manifest says it is: its SHA-256 differs\\. Restore from another snapshot, or find out who changed this one\\.$`
    )
  ],
  'manifest-invalid': [
    /The manifest of the snapshot (is not JSON|is not as it was written)\. Restore from another snapshot, or find out who changed this one\.$/
  ],
  'manifest-pin': [
    new RegExp(
      `^The SHA-256 of ${KEY} is not the one in the input manifest-sha256\\. .+\\.$`
    )
  ],
  'object-encryption': [
    new RegExp(
      `^The snapshot \\S+ would restore, and is not as it should be\\. \\[object-encryption\\] The object ${KEY} of the snapshot is not encrypted as the manifest says, or under another key\\. .+\\.$`
    )
  ],
  'snapshot-findings': [
    /^The snapshot \S+ would (not restore|restore, and is not as it should be)\. 1\) \[.+\] .+ 2\) \[.+\] .+\.$/
  ],
  'restore-blocked': [
    /^The snapshot can't be restored into this user pool: [\d,]+ users? of the snapshot (is|are) in the target pool already( \(.+\))?, and the input existing-users is fail\. .+ Nothing was written\.$/
  ],
  'nothing-restored': [
    /^Nothing was restored, because all of [\d,]+ users? would be skipped: .+\. What changes that: .+\.$/
  ],
  'restore-incomplete': [
    /^[\d,]+ (user|group|membership)s?(, [\d,]+ (group|membership)s?)* could not be restored\. .+ Run the same restore again to try them once more; .+\.$/
  ]
}

/** How a failed run was explained. */
export interface Reason {
  code: string
  /** Sentences: what was not as it has to be. */
  wrong: string[]
}

/**
 * Holds a failed run against what every failure has to be: exit code 1, one
 * error annotation, of a sentence that is known, and the code that goes with it.
 */
export function reasonOf(run: ActionRun): Reason {
  const wrong: string[] = []
  const errors = annotations(run, 'error')
  const code = run.outputs['error-code'] ?? 'none'
  const [sentence = ''] = errors
  if (run.exitCode !== 1) wrong.push(`exit code ${run.exitCode}`)
  if (errors.length !== 1) wrong.push(`${errors.length} error annotations`)
  if (run.stderr !== '') wrong.push(`standard error: ${run.stderr}`)
  if (!['failed', 'partial'].includes(run.outputs['status'] ?? '')) {
    wrong.push(`status ${run.outputs['status'] ?? 'not set'}`)
  }
  const isKnown = SENTENCES[code]?.some(known => known.test(sentence)) === true
  if (!isKnown) wrong.push(`a sentence that is not known, ${code}: ${sentence}`)
  return { code, wrong }
}
