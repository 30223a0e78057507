import type { Cognito } from '../../cognito/calls/pool-client.ts'
import { sendOnce } from '../../cognito/send-change.ts'
import { listPoolsNamed, readPoolMark } from '../../cognito/user-pools.ts'
import { isObject, textOf, type Json } from '../../compare/definition/json.ts'
import {
  AwsCallError,
  StoppedCallError,
  UserError
} from '../../shared/errors.ts'
import type { CreatePoolOutcome } from '../../shared/outcome.ts'
import { NONCE_TAG } from '../parts/tags.ts'
import { spareMail, withoutSpareMail } from '../parts/verification-mails.ts'
import type { CreatePlan } from '../plan/plan.ts'
import type { PoolStart } from '../records/entries.ts'
import type { Journal } from '../records/journal.ts'
import { unlessDenied } from '../target/unless-denied.ts'
import type { ApplyTools } from './apply-tools.ts'

/** Waits before looking again for a pool whose answer was lost, in ms. */
const LOOK_AGAIN = [2000, 5000, 10_000]

/**
 * Makes the pool itself, once its nonce is stored.
 *
 * @returns its id
 * @throws AwsCallError; StoppedCallError; UserError about the journal
 */
export async function beginPool(
  { steps, poolName }: CreatePlan,
  start: Omit<PoolStart, 'nonce' | 'poolName'>,
  journal: Journal,
  tools: ApplyTools,
  outcome: CreatePoolOutcome
): Promise<{ userPoolId: string; nonce: string }> {
  const { cognito, clock, randomBytes } = tools
  const [create] = steps
  if (create?.operation !== 'CreateUserPool') throw new TypeError('no pool')
  const nonce = Buffer.from(randomBytes(16)).toString('hex')
  await journal.start({ nonce, ...start, poolName }, new Date(clock.now()))
  const { UserPoolTags: tags } = create.input
  const input = {
    ...create.input,
    UserPoolTags: { ...(isObject(tags) && tags), [NONCE_TAG]: nonce }
  }
  try {
    const sent = await sendOnce(cognito, create.operation, input, tools).catch(
      async (error: unknown) => {
        const isSpare = isInvalid(error) && spareMail(input).length > 0
        if (!isSpare) throw error
        const request = withoutSpareMail(input)
        const second = await sendOnce(cognito, create.operation, request, tools)
        outcome.remarks.push(
          'Cognito did not take two verification mails. The new pool has the one that it sends.'
        )
        return second
      }
    )
    outcome.mayExist = true
    const userPoolId =
      'answer' in sent
        ? idIn(sent.answer['UserPool'] as Json)
        : await findAgain(poolName, nonce, sent.lost, tools)
    outcome.mayExist = false
    return { userPoolId, nonce }
  } catch (error) {
    if (error instanceof StoppedCallError && error.mayHaveHappened) {
      outcome.mayExist = true
    }
    throw error
  }
}

function isInvalid(error: unknown): boolean {
  return (
    error instanceof AwsCallError &&
    error.awsCode === 'InvalidParameterException'
  )
}

function idIn(userPool: Json): string {
  const id = isObject(userPool) ? textOf(userPool['Id']) : ''
  if (id !== '') return id
  throw new UserError(
    'cognito-answer',
    "Cognito made the pool, and its answer lacks the pool's id. Run the job again: it finds the pool and goes on."
  )
}

async function findAgain(
  poolName: string,
  nonce: string,
  lost: AwsCallError,
  { cognito, clock, signal }: ApplyTools
): Promise<string> {
  for (const wait of LOOK_AGAIN) {
    const found = await findMarked(cognito, poolName, nonce, signal)
    if (found !== undefined) return found
    await clock.sleep(wait, signal)
  }
  throw lost
}

async function findMarked(
  cognito: Cognito,
  poolName: string,
  nonce: string,
  signal: AbortSignal
): Promise<string | undefined> {
  for (const id of await listPoolsNamed(cognito, poolName, signal)) {
    // Roles may read by the nonce's tag, so another's pool may be hidden.
    const mark = await unlessDenied(readPoolMark(cognito.pool(id), signal))
    if (mark?.tags[NONCE_TAG] === nonce) return id
  }
  return undefined
}
