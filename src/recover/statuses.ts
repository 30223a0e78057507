import type { RestoreStatusType } from '../cognito/calls/unknown-operations.ts'

/*
 * What each status means, by the service model (RestoreStatus of
 * RestorationType). The sentences go on after "The recovery ID: ".
 */

const UNCHANGED = 'Writes to the pool go on, and no user was changed.'
const SUPPORT =
  'Writes to the pool stay blocked. AWS Support opens a case about it: look there.'

const SENTENCES: Readonly<Record<RestoreStatusType, string>> = {
  PREVIEW_GENERATING:
    'Cognito is making its preview, and blocks writes to the pool.',
  PREVIEW_GENERATED:
    'its preview is ready, and Cognito blocks writes to the pool until it is applied or cancelled.',
  PREVIEW_CANCELLED: `its preview was cancelled. ${UNCHANGED}`,
  PREVIEW_GENERATION_FAILED: `Cognito could not make its preview. ${UNCHANGED} Make a new preview.`,
  PREVIEW_EXPIRED: `its preview expired 24 hours after it was initiated. ${UNCHANGED}`,
  RESTORING:
    'Cognito is applying it, and blocks writes to the pool until the end. It can no longer be cancelled.',
  RESTORE_COMPLETED:
    'it is applied. The pool is as it was at the recovery point, and writes go on.',
  TEMPORARY_INTERNAL_ERROR_SEE_SUPPORT_CASE: `it met an internal error of AWS. ${SUPPORT}`,
  AWS_ABORTED: `AWS stopped it after an internal failure, and it can be neither cancelled nor tried again. ${SUPPORT}`
}

/** Sentences about where a recovery stands. */
export function sayStatus({
  id,
  status
}: {
  id: string
  status: string
}): string {
  return `The recovery ${id}: ${
    isKnown(status)
      ? SENTENCES[status]
      : 'Cognito gives it a status that this version does not know. Look for it in the console of Cognito.'
  }`
}

function isKnown(status: string): status is RestoreStatusType {
  return Object.hasOwn(SENTENCES, status)
}
