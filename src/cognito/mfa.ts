import {
  AdminGetUserAuthFactorsCommand,
  AdminGetUserCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { AwsCallError, StoppedCallError } from '../shared/errors.ts'
import { given, listed } from './calls/answers.ts'
import type { PoolCalls, PoolClient } from './calls/pool-client.ts'

/** A user's active factors besides the password, in Cognito's names. */
export interface MfaFactors {
  /** SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA, WEB_AUTHN; sorted. */
  methods: string[]
  preferred: string | null
}

export interface MfaReader {
  /**
   * The factors of a user. AWS bills each user that this reads as active for the
   * month (AdminGetUser).
   *
   * @returns `unknown` if the user is gone or the role may not ask
   * @throws AwsCallError that every further user would meet, too
   */
  read(username: string): Promise<MfaFactors | 'unknown'>
  /** Users read so far: AWS bills them. */
  readonly billed: number
  /** The IAM action that the role lacks, if that kept this from reading. */
  readonly deniedAction: string | undefined
}

/**
 * Reads users' factors by AdminGetUserAuthFactors, or by AdminGetUser if the role
 * or the endpoint lacks that. Only the former shows an authenticator app that was
 * set up in the hosted UI, which UserMFASettingList can lack.
 */
export function createMfaReader(
  pool: PoolClient,
  signal: AbortSignal
): MfaReader {
  let billed = 0
  let deniedAction: string | undefined
  let isDenied = false
  let choice: Promise<Choice> | undefined

  /** AWS bills the user even if the run doesn't wait for the answer. */
  async function ask(way: Way, calls: PoolCalls, username: string) {
    try {
      const factors = await way(calls, username, signal)
      billed += 1
      return factors
    } catch (error) {
      if (error instanceof StoppedCallError && error.mayHaveHappened) {
        billed += 1
      }
      throw error
    }
  }

  /** Reads the first user alone, to find out which call works. */
  async function choose(username: string) {
    try {
      const factors = await ask(readAuthFactors, pool.optional, username)
      return { way: readAuthFactors, first: { username, factors } }
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error
      if (error.code === 'access-denied') deniedAction = error.action
      return { way: isNotToBeHad(error) ? readUser : readAuthFactors }
    }
  }

  return {
    async read(username) {
      if (isDenied) return 'unknown'
      try {
        choice ??= choose(username)
        const { way, first } = await choice
        return first?.username === username
          ? first.factors
          : await ask(way, pool, username)
      } catch (error) {
        if (!(error instanceof AwsCallError)) throw error
        if (error.code === 'access-denied') {
          isDenied = true
          deniedAction ??= error.action
        }
        // The user is gone, or Cognito refuses to answer.
        if (error.code === 'access-denied' || error.code === 'aws') {
          return 'unknown'
        }
        throw error
      }
    },
    get billed() {
      return billed
    },
    get deniedAction() {
      return isDenied ? deniedAction : undefined
    }
  }
}

interface Choice {
  way: Way
  first?: { username: string; factors: MfaFactors }
}

type Way = (
  pool: PoolCalls,
  username: string,
  signal: AbortSignal
) => Promise<MfaFactors>

// An emulator that lacks an operation may answer with an HTML page, which the SDK
// can't parse.
const UNKNOWN_CALL = [
  'UnknownOperationException',
  'InvalidAction',
  'SyntaxError'
]

/** The role may not make the call, or the endpoint doesn't know it. */
function isNotToBeHad({ code, awsCode }: AwsCallError): boolean {
  return (
    code === 'access-denied' ||
    (code === 'aws' && UNKNOWN_CALL.includes(awsCode))
  )
}

async function readAuthFactors(
  pool: PoolCalls,
  username: string,
  signal: AbortSignal
): Promise<MfaFactors> {
  const answer = await pool.call('AdminGetUserAuthFactors', client =>
    client.send(
      new AdminGetUserAuthFactorsCommand({
        UserPoolId: pool.userPoolId,
        Username: username
      }),
      { abortSignal: signal }
    )
  )
  const configured = listed(
    answer.ConfiguredUserAuthFactors,
    'ConfiguredUserAuthFactors of a user'
  )
  return toFactors(answer, [
    ...(configured.includes('SOFTWARE_TOKEN') ? ['SOFTWARE_TOKEN_MFA'] : []),
    // A restore loses passkeys, and whatever replaces them is weaker.
    ...(configured.includes('WEB_AUTHN') ? ['WEB_AUTHN'] : [])
  ])
}

async function readUser(
  pool: PoolCalls,
  username: string,
  signal: AbortSignal
): Promise<MfaFactors> {
  const answer = await pool.call('AdminGetUser', client =>
    client.send(
      new AdminGetUserCommand({
        UserPoolId: pool.userPoolId,
        Username: username
      }),
      { abortSignal: signal }
    )
  )
  // MFAOptions is the older list. It has SMS only.
  return toFactors(answer, answer.MFAOptions?.length ? ['SMS_MFA'] : [])
}

function toFactors(
  answer: {
    UserMFASettingList?: string[] | undefined
    PreferredMfaSetting?: string | undefined
  },
  others: readonly string[]
): MfaFactors {
  const preferred = given(answer.PreferredMfaSetting)
  const methods = new Set([
    ...listed(answer.UserMFASettingList, 'UserMFASettingList of a user'),
    ...(preferred === undefined ? [] : [preferred]),
    ...others
  ])
  methods.delete('')
  return { methods: [...methods].sort(), preferred: preferred ?? null }
}
