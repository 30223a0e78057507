import {
  GetCSVHeaderCommand,
  GetLogDeliveryConfigurationCommand,
  GetProvisionedLimitCommand
} from '@aws-sdk/client-cognito-identity-provider'
import type { Lab } from '../lab.ts'
import {
  asAssumed,
  holds,
  notSettled,
  type Proof,
  type Verdict
} from '../proof.ts'

/** A quiet time before a burst, so that no earlier call counts. Milliseconds. */
const REST_MS = 2500

/** "5 RPS for a single user pool" (developer guide, quotas). */
const PER_POOL = 5

/** More than the one call a second that GetProvisionedLimit may be made. */
const TOO_MANY = 10

export const THROTTLE = 'TooManyRequestsException'

/** How a call was answered that was made once. */
export interface Answered {
  /** `undefined` for a success. */
  name: string | undefined
  status: number | undefined
}

/**
 * What several calls at once are answered. Only calls that hit nothing else: of
 * a quota that the pool has for itself, or that sign-ins don't use.
 */
export const quotaProofs: readonly Proof[] = [
  {
    id: 'quota-window',
    needs: { pool: 'username' },
    users: 0,
    async try(lab) {
      const { client: pool } = await lab.pool('username')
      const of = { UserPoolId: pool.userPoolId }
      const answers = await atOnce(lab, PER_POOL, () =>
        lab.once.send(new GetCSVHeaderCommand(of))
      )
      return judgeBurst(answers)
    }
  },
  {
    id: 'unlisted-quota',
    needs: { pool: 'username' },
    users: 0,
    async try(lab) {
      const { client: pool } = await lab.pool('username')
      const of = { UserPoolId: pool.userPoolId }
      const answers = await atOnce(lab, PER_POOL, () =>
        lab.once.send(new GetLogDeliveryConfigurationCommand(of))
      )
      return judgeBurst(answers)
    }
  },
  {
    id: 'throttle-name',
    needs: { pool: 'username' },
    users: 0,
    async try(lab) {
      const answers = await atOnce(lab, TOO_MANY, () =>
        lab.once.send(
          new GetProvisionedLimitCommand({
            LimitDefinition: {
              LimitClass: 'API_CATEGORY',
              Attributes: { Category: 'UserCreation' }
            }
          })
        )
      )
      return judgeThrottles(answers)
    }
  }
]

/** Whether as many calls as the quota allows in a second pass all at once. */
export function judgeBurst(answers: readonly Answered[]): Verdict {
  const throttled = answers.filter(({ name }) => name === THROTTLE).length
  const others = answers.find(
    ({ name }) => name !== undefined && name !== THROTTLE
  )
  if (others !== undefined) return notSettled(`answered ${told(others)}`)
  return holds(
    throttled === 0,
    `${throttled} of ${answers.length} calls at once throttled`
  )
}

/** What calls are answered of which some must have been too many. */
export function judgeThrottles(answers: readonly Answered[]): Verdict {
  const refused = answers.filter(({ name }) => name !== undefined)
  const [first] = refused
  if (first === undefined)
    return notSettled(`none of ${answers.length} calls at once was refused`)
  const stranger = refused.find(
    ({ name = '', status }) =>
      status === undefined || /AccessDenied|Credentials/.test(name)
  )
  if (stranger !== undefined) return notSettled(`answered ${told(stranger)}`)
  const seen = [...new Set(refused.map(told))].join(', ')
  const isKnown = refused.every(
    ({ name, status }) =>
      name === THROTTLE && (status === 400 || status === 429)
  )
  return isKnown ? asAssumed(seen) : holds(false, seen)
}

const told = ({ name, status }: Answered) =>
  `${name} (HTTP ${status ?? 'unknown'})`

async function atOnce(
  { clock, signal }: Lab,
  times: number,
  call: () => Promise<unknown>
): Promise<Answered[]> {
  await clock.sleep(REST_MS, signal)
  return Promise.all(
    Array.from({ length: times }, () =>
      call().then(
        () => ({ name: undefined, status: 200 }),
        (error: unknown) => ({
          name: error instanceof Error ? error.name : 'unknown',
          status: (error as { $metadata?: { httpStatusCode?: number } })
            .$metadata?.httpStatusCode
        })
      )
    )
  )
}
