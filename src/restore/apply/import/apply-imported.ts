import { isSameValue } from '../../../cognito/boolean-attributes.ts'
import type { PoolDescription } from '../../../cognito/describe-pool.ts'
import { byName } from '../../../cognito/schema.ts'
import type { PoolUser } from '../../../cognito/users.ts'
import { AwsCallError } from '../../../shared/errors.ts'
import type { UserRecord } from '../../../snapshot/records.ts'
import { proofOf } from '../../plan/users/proof.ts'
import type { UserCreation } from '../../plan/users/user-plan.ts'
import { isCompared } from '../../target/attributes-digest.ts'
import type { Attributes } from '../../target/attributes.ts'
import { applyCreation } from '../users/apply-creation.ts'
import {
  beginUser,
  type ApplyTools,
  type UserResult
} from '../users/user-steps.ts'
import {
  findByName,
  hasPlannedAddresses,
  isSinceImport
} from './find-imported.ts'
import type { ImportedUsers } from './imported-users.ts'

/** What is known of an import after its jobs have ended. */
export interface Imported {
  description: PoolDescription
  users: ImportedUsers
  /** When the first job was created, by Cognito's clock in ms since 1970. */
  since: number
  /** Usernames that were disabled right after their job had ended. */
  disabled: ReadonlySet<string>
  /** Whether the API creates users that the jobs have left out. */
  mayUseApi: boolean
}

/** Why no import job has created a user, as reports spell it. */
export type ImportFailure =
  'ImportFailed' | 'ImportStopped' | 'ImportJobFailed' | 'ImportNotStarted'

/** What the end of a job says about its users. */
export interface JobOfUser {
  /** Why a user is missing, if it is. */
  failure: ImportFailure
  /** Whether another user may have the name, because rows were skipped. */
  mayBeTaken: boolean
  /** Whether the user must exist, because every row was imported. */
  isCertain: boolean
}

/**
 * The waits for a user that must exist, in milliseconds: "This operation is
 * eventually consistent" (ListUsers).
 */
const WAITS_MS = [1000, 4000, 15_000]

/**
 * Finishes a user that an import job was to create: checks that the user exists
 * with exactly the planned values, and makes the calls for what a file can't
 * hold. It throws bugs only: what AWS refuses is in the result.
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
  // Every user of a file has a verified address. For users of identity
  // providers, that is no proof.
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
  // A lookup writes nothing.
  looking.result.isWritten = false
  if (!isAnswered) {
    if (looking.result.failures.length > 0) {
      looking.result.membershipsFailed = plan.groups.length
    }
    return looking.result
  }
  // The user is listed with other values and not found by name, so none is to
  // be created.
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
  // A change of address might send a message.
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

/** The planned values that the pool's user lacks or has in another form. */
function differences(
  planned: Attributes,
  actual: Attributes,
  { description }: Imported
): Attributes {
  const schema = byName(description.schema)
  return Object.fromEntries(
    Object.entries(planned).filter(
      ([name, value]) =>
        isCompared(name, value) &&
        !isSameValue(name, actual[name], value, schema)
    )
  )
}

/**
 * Makes the calls that an earlier run would have left for the user. The API
 * corrects the altered values.
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

/** The failure of a user for which no call was refused. */
function notImported(awsCode: ImportFailure | 'ImportAltered'): AwsCallError {
  return new AwsCallError(
    { code: 'aws', message: 'An import job did not create a user as planned.' },
    { action: 'cognito-idp:StartUserImportJob', awsCode, attempts: 1 }
  )
}
