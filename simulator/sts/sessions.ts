import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { CredentialProblem, Credentials } from '../credentials.ts'
import { readCredentials } from '../credentials.ts'
import type { WireRequest } from '../wire.ts'
import { header } from '../wire.ts'
import type { SimulatedRole } from './roles.ts'

/** Temporary credentials of a role, and their session. */
export interface RoleSession {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  accountId: string
  /** As IAM writes it: `arn:aws:sts::…:assumed-role/…/…`. */
  principalArn: string
  /** Milliseconds since the epoch. */
  expiresAt: number
  /** Undefined if the simulator has no list of roles. */
  role: SimulatedRole | undefined
}

/** No other access key id begins with this. */
const prefix = 'ASIASIM'

/**
 * The sessions of assumed roles. Credentials of a session are limited to it;
 * all other credentials are accepted.
 */
export class Sessions {
  #byKey = new Map<string, RoleSession>()
  readonly #clock: Clock
  readonly #maxSeconds: number
  readonly #goesBySigning: boolean

  /**
   * @param maxSeconds the longest session, even if the request asks for more
   * @param goesBySigning whether the time of a request is that of its
   * signature, in whole seconds, and not that of its arrival
   */
  constructor(clock: Clock, maxSeconds: number, goesBySigning: boolean) {
    this.#clock = clock
    this.#maxSeconds = maxSeconds
    this.#goesBySigning = goesBySigning
  }

  begin(
    principalArn: string,
    seconds: number,
    role: SimulatedRole | undefined
  ): RoleSession {
    const lifetime = Math.min(seconds, this.#maxSeconds)
    const session = {
      accessKeyId: `${prefix}${randomBytes(7).toString('hex').slice(1).toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(60).toString('base64'),
      accountId: principalArn.split(':')[4] ?? '',
      principalArn,
      expiresAt: this.#clock.now() + lifetime * 1000,
      role
    }
    this.#byKey.set(session.accessKeyId, session)
    return session
  }

  /** The signer of a request, or the reason to refuse its credentials. */
  read(
    request: WireRequest
  ): (Credentials & { session?: RoleSession }) | CredentialProblem {
    const credentials = readCredentials(request)
    if (typeof credentials === 'string') return credentials
    if (!credentials.accessKeyId.startsWith(prefix)) return credentials
    const session = this.#byKey.get(credentials.accessKeyId)
    const token = header(request.headers, 'x-amz-security-token')
    if (session === undefined || session.sessionToken !== token)
      return 'unknown'
    const at = this.#goesBySigning ? signedAt(request) : this.#clock.now()
    if (at >= session.expiresAt) return 'expired'
    return { ...credentials, session }
  }
}

/** The signing time in a request, in milliseconds since the epoch. */
function signedAt({ headers }: WireRequest): number {
  const basic = /^(....)(..)(..)T(..)(..)(..)Z$/
  const extended = '$1-$2-$3T$4:$5:$6Z'
  return Date.parse(
    (header(headers, 'x-amz-date') ?? '').replace(basic, extended)
  )
}
