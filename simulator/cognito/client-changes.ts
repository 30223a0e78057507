import type { Call } from '../service.ts'
import { CognitoError } from './protocol/errors.ts'

const changes = new Set(['CreateUserPoolClient', 'UpdateUserPoolClient'])

/**
 * Cognito takes one change of a pool's app clients at a time. A call is under way
 * from its arrival until its answer, so the simulator's latency counts.
 *
 * Source, with the wording: hashicorp/terraform-provider-aws#19794.
 */
export class ClientChanges {
  /** By pool. */
  readonly #underWay = new Map<string, Call>()

  /** @param poolId undefined if the call names none */
  arrived(call: Call, poolId: string | undefined): void {
    if (poolId === undefined || !changes.has(call.operation)) return
    if (!this.#underWay.has(poolId)) this.#underWay.set(poolId, call)
  }

  left(call: Call): void {
    for (const [poolId, one] of this.#underWay)
      if (one === call) this.#underWay.delete(poolId)
  }

  /** @throws CognitoError if the call came while another one was under way */
  refuseOverlap(call: Call, poolId: string | undefined): void {
    if (poolId === undefined || !changes.has(call.operation)) return
    if (this.#underWay.get(poolId) !== call)
      throw new CognitoError(
        'ConcurrentModificationException',
        'Only one request to update user pool client can be processed at a time.'
      )
  }
}
