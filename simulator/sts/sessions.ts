import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { CredentialProblem, Credentials } from '../credentials.ts'
import { readCredentials } from '../credentials.ts'
import type { WireRequest } from '../wire.ts'
import { header } from '../wire.ts'
import type { SimulatedRole } from './roles.ts'

/** Temporary credentials of a role, and what they stand for. */
export interface RoleSession {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  accountId: string
  /** As IAM writes it: `arn:aws:sts::…:assumed-role/…/…`. */
  principalArn: string
  /** Milliseconds since the epoch. */
  expiresAt: number
  /** Undefined where the simulator wasn't told what roles there are. */
  role: SimulatedRole | undefined
}

/** What no other access key id begins with. */
const prefix = 'ASIASIM'

/**
 * The sessions of roles that were assumed here. Whoever comes with credentials
 * of one is held to it; all other credentials are taken as they are.
 */
export class Sessions {
  #byKey = new Map<string, RoleSession>()
  readonly #clock: Clock
  readonly #maxSeconds: number
  readonly #goesBySigning: boolean

  /**
   * @param maxSeconds how long sessions last at most, whatever was asked for
   * @param goesBySigning whether a request counts from when it was signed, in
   *   whole seconds, and not from when it arrives
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

  /** Who signed a request, as far as its credentials are good. */
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

/** When a request says that it was signed, in milliseconds since the epoch. */
function signedAt({ headers }: WireRequest): number {
  const basic = /^(....)(..)(..)T(..)(..)(..)Z$/
  const extended = '$1-$2-$3T$4:$5:$6Z'
  return Date.parse(
    (header(headers, 'x-amz-date') ?? '').replace(basic, extended)
  )
}
