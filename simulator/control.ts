import { readFaults } from './faults/request.ts'
import type { FaultScript } from './faults/script.ts'
import type { MovableClock } from './clock.ts'
import { CognitoError } from './cognito/protocol/errors.ts'
import type { NewPerson } from './cognito/users/sign-up.ts'
import type { PoolAccess } from './inspect-pools.ts'
import type { Permissions, S3Permissions } from './permissions.ts'
import type { RequestCheck } from './service-model/request-check.ts'
import type { Stats } from './stats.ts'
import type { Reply, WireRequest } from './wire.ts'

/** The simulator's own operations. */
export interface Controls {
  permissions: Permissions
  faults: FaultScript
  requests: RequestCheck
  clock: MovableClock
  pools: Pick<PoolAccess, 'signUp' | 'signIn' | 'setRecovery'>
  stats(): Stats
  resetStats(): void
}

/**
 * Answers requests under `/_simulator/`:
 *
 * - `GET stats`: what happened so far, a {@link Stats}
 * - `GET requests`: what AWS's models have against them, a RequestFindings
 * - `POST stats/reset`: counts from zero again
 * - `POST permissions` with `{ "deny": ["s3:GetObject"], "s3Permissions":
 *   "full" | "write-only" }`: changes what is denied; a member that is left
 *   out stays as it is
 * - `POST faults` with a list of faults, see {@link readFaults}: what goes wrong
 *   from now on; an empty list for nothing
 * - `POST clock` with `{ "advanceMs": 900000 }`: puts the clock on
 * - `POST recovery` with some of the RecoveryChanges: how point-in-time
 *   recoveries go from now on
 * - `POST sign-up` and `POST sign-in` with `userPoolId`, `username`, `password`
 *   and, of a sign-up, `attributes`: answers `sub` or `challenge`, or with status
 *   400 the name of Cognito's error
 */
export function controlEndpoint(
  controls: Controls
): (request: WireRequest) => Reply {
  return request => {
    const asked = `${request.method} ${request.path}`
    switch (asked) {
      case 'GET /_simulator/stats':
        return json(200, controls.stats())
      case 'GET /_simulator/requests':
        return json(200, controls.requests.findings())
      case 'POST /_simulator/stats/reset':
        controls.resetStats()
        return json(200, {})
      case 'POST /_simulator/permissions':
        return changePermissions(controls.permissions, request.body)
      case 'POST /_simulator/faults':
        return changeFaults(controls.faults, request.body)
      case 'POST /_simulator/clock':
        return advanceClock(controls.clock, request.body)
      case 'POST /_simulator/recovery':
        controls.pools.setRecovery(parseJson(request.body) ?? {})
        return json(200, {})
      case 'POST /_simulator/sign-up':
        return answerPerson(request.body, ({ userPoolId, ...person }) => ({
          sub: controls.pools.signUp(userPoolId, person)
        }))
      case 'POST /_simulator/sign-in':
        return answerPerson(
          request.body,
          ({ userPoolId, username, password }) => ({
            challenge: controls.pools.signIn(userPoolId, username, password)
          })
        )
      default:
        return json(404, { message: `The simulator doesn't answer ${asked}.` })
    }
  }
}

function changePermissions(permissions: Permissions, body: Buffer): Reply {
  const change = parse(body)
  if (change === undefined)
    return json(400, {
      message:
        'Send {"deny": ["s3:GetObject"], "s3Permissions": "full" or "write-only"}.'
    })
  if (change.deny) permissions.deny(change.deny)
  if (change.s3Permissions) permissions.limitS3(change.s3Permissions)
  return json(200, {})
}

function changeFaults(script: FaultScript, body: Buffer): Reply {
  const faults = readFaults(parseJson(body))
  if (faults === undefined)
    return json(400, {
      message:
        'Send [{"does": "slow-down", "operation": "PutObject", "holding": "/users/", "from": 1, "times": 1, "every": 1}]; the names of faults are in the README.'
    })
  script.set(faults)
  return json(200, {})
}

function advanceClock(clock: MovableClock, body: Buffer): Reply {
  const { advanceMs } = (parseJson(body) ?? {}) as { advanceMs?: unknown }
  if (typeof advanceMs !== 'number' || !(advanceMs >= 0))
    return json(400, { message: 'Send {"advanceMs": 900000}.' })
  clock.advance(advanceMs)
  return json(200, {})
}

type Person = NewPerson & { userPoolId: string }

function answerPerson(body: Buffer, act: (person: Person) => object): Reply {
  const person = (parseJson(body) ?? {}) as Partial<Person>
  const { userPoolId, username, password } = person
  if (!userPoolId || !username || !password)
    return json(400, { message: 'Send userPoolId, username and password.' })
  try {
    return json(200, act({ ...person, userPoolId, username, password }))
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error
    return json(400, { name: error.name, message: error.message })
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown
  } catch {
    return undefined
  }
}

function parse(
  body: Buffer
): { deny?: string[]; s3Permissions?: S3Permissions } | undefined {
  const value = parseJson(body)
  if (typeof value !== 'object' || value === null) return undefined
  const { deny, s3Permissions } = value as Record<string, unknown>
  const change: { deny?: string[]; s3Permissions?: S3Permissions } = {}
  if (deny !== undefined) {
    if (!Array.isArray(deny)) return undefined
    if (!deny.every(action => typeof action === 'string')) return undefined
    change.deny = deny
  }
  if (s3Permissions !== undefined) {
    if (s3Permissions !== 'full' && s3Permissions !== 'write-only')
      return undefined
    change.s3Permissions = s3Permissions
  }
  return change
}

function json(status: number, body: object): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: `${JSON.stringify(body)}\n`
  }
}
