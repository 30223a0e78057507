import { isSameValue } from '../../../cognito/boolean-attributes.ts'
import type { PoolDescription } from '../../../cognito/describe-pool.ts'
import { byName } from '../../../cognito/schema.ts'
import type { PoolUser } from '../../../cognito/users.ts'
import { AwsCallError } from '../../../shared/errors.ts'
import type { UserRecord } from '../../../snapshot/records.ts'
import { applyCreation } from '../apply-creation.ts'
import type { Attributes } from '../../target/attributes.ts'
import type { UserCreation } from '../../plan/plan.ts'
import { proofOf } from '../../plan/proof.ts'
import { beginUser, type ApplyTools, type UserResult } from '../user-steps.ts'
import {
  findByName,
  hasPlannedAddresses,
  isSinceImport
} from './find-imported.ts'
import { isTold } from '../../target/attributes-digest.ts'
import type { ImportedUsers } from './imported-users.ts'

/** What is known of an import once its jobs have ended. */
export interface Imported {
  description: PoolDescription
  users: ImportedUsers
  /** When the first job was created, in ms since 1970 by Cognito's clock. */
  since: number
  /** Names of the users who were disabled as soon as their job had ended. */
  disabled: ReadonlySet<string>
  /** Whether users who weren't imported are created by API. */
  mayUseApi: boolean
}

/** Why a user came out of no import job, as reports have it. */
export type ImportFailure =
  'ImportFailed' | 'ImportStopped' | 'ImportJobFailed' | 'ImportNotStarted'

/** What the end of a job says of its users. */
export interface JobOfUser {
  /** Why a user isn't there, in case. */
  failure: ImportFailure
  /** Whether somebody else may have the name, because rows were skipped. */
  mayBeTaken: boolean
  /** Whether the user must be there, because every row was imported. */
  isCertain: boolean
}

/**
 * How long a user who must be there is waited for, in milliseconds: "This
 * operation is eventually consistent" (ListUsers).
 */
const WAITS_MS = [1000, 4000, 15_000]

/**
 * Finishes a user whom an import job was to create: proves that the user is there
 * with the very values, and makes the steps that no file can carry. Never throws
 * for what AWS refuses; bugs do.
 */
export async function applyImported(
  record: UserRecord,
  plan: UserCreation,
  { failure, mayBeTaken, isCertain }: JobOfUser,
  imported: Imported,
  tools: ApplyTools
): Promise<UserResult> {
  const planned = { ...plan.attributes, ...plan.attributesAfterwards }
  const known = imported.users.find(plan.username)
  // Every user of a file has a verified address, which proves nothing of users of
  // identity providers.
  const isProof = isCertain || !record.skip.includes('federated')
  if (
    isProof &&
    known !== undefined &&
    imported.users.hasAttributes(known, planned)
  ) {
    return await finish(plan, known, {}, imported, tools)
  }
  const looking = beginUser(tools, plan.username)
  let user: PoolUser | undefined
  const isAnswered = await looking.attempt(async () => {
    user = await findByName(tools.pool, imported.description, plan)
    for (const wait of isCertain && known === undefined ? WAITS_MS : []) {
      const { lastWrite } = tools.ending
      if (user !== undefined || lastWrite.aborted) break
      await tools.clock.sleep(wait, lastWrite)
      user = await findByName(tools.pool, imported.description, plan)
    }
  })
  // Looking somebody up changes nothing.
  looking.result.isWritten = false
  if (!isAnswered) {
    if (looking.result.failures.length > 0) {
      looking.result.membershipsFailed = plan.groups.length
    }
    return looking.result
  }
  // Listed with other values, and not found by its name: nobody to create.
  if (user === undefined && known !== undefined) {
    return fail('ImportAltered', isCertain ? known.sub : undefined)
  }
  if (user === undefined) {
    return imported.mayUseApi
      ? await applyCreation(plan, tools)
      : fail(failure, undefined)
  }
  const isSameAddress = hasPlannedAddresses(user, plan)
  if (!isSinceImport(user, imported.since) || (!isSameAddress && mayBeTaken)) {
    return found(user)
  }
  if (!isCertain && !isProven(user)) return found(user)
  // To change an address might send a message.
  if (!isSameAddress) return fail('ImportAltered', user.sub)
  const altered = differences(planned, user.attributes, imported)
  return await finish(plan, user, altered, imported, tools)

  function isProven(user: PoolUser): boolean {
    const { unfinishedSince, created } = tools
    const { description } = imported
    const schema = byName(description.schema)
    const facts = { description, schema, unfinishedSince, created }
    return proofOf(record, asExisting(user), facts) !== undefined
  }

  function found(user: PoolUser): UserResult {
    const { sub } = user
    looking.result.found = { sub, isConflict: !isProven(user) }
    return looking.result
  }

  function fail(
    code: ImportFailure | 'ImportAltered',
    sub: string | undefined
  ): UserResult {
    if (sub !== undefined) tools.created.add(plan.oldSub, sub)
    looking.result.sub = sub
    looking.result.wasImported = sub !== undefined
    looking.result.failures.push(notImported(code))
    looking.result.membershipsFailed = plan.groups.length
    return looking.result
  }
}

function asExisting({ createdAt, ...user }: PoolUser) {
  return { ...user, createdAt: createdAt.getTime() }
}

/** Values that arrived otherwise than they were sent, or not at all. */
function differences(
  planned: Attributes,
  actual: Attributes,
  { description }: Imported
): Attributes {
  const schema = byName(description.schema)
  return Object.fromEntries(
    Object.entries(planned).filter(
      ([name, value]) =>
        isTold(name, value) && !isSameValue(name, actual[name], value, schema)
    )
  )
}

/**
 * The steps are those of a user whom an earlier run has created and confirmed.
 * What arrived altered is set right by API.
 */
async function finish(
  plan: UserCreation,
  { username, sub }: { username: string; sub: string },
  altered: Attributes,
  { disabled }: Imported,
  tools: ApplyTools
): Promise<UserResult> {
  const result = await applyCreation(
    {
      ...plan,
      attributesAfterwards: altered,
      disable: plan.disable && !disabled.has(plan.username),
      resumes: { username, sub, hasPassword: true }
    },
    tools
  )
  return { ...result, wasImported: true }
}

/** What a user fails with whom no call was refused for. */
function notImported(awsCode: ImportFailure | 'ImportAltered'): AwsCallError {
  return new AwsCallError(
    { code: 'aws', message: 'An import job did not create a user as planned.' },
    { action: 'cognito-idp:StartUserImportJob', awsCode, attempts: 1 }
  )
}
