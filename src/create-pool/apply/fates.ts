import { canonical, type Json } from '../../compare/definition/json.ts'
import type { PartFate } from '../../shared/new-pool-facts.ts'
import type { Step } from '../parts/made-part.ts'
import type { PlannedPart } from '../plan/plan.ts'

/** How far the calls of each part came. */
export class Fates {
  readonly #fates = new Map<string, PartFate>()

  /** The first call that ended the run. */
  stoppedAt: Step | undefined

  /** Of several calls of a part the last one counts, if anything was made. */
  note(step: Step, fate: PartFate): void {
    for (const key of keysOf(step)) {
      const earlier = this.#fates.get(key)
      const isMade = earlier === 'made' && fate === 'there-already'
      this.#fates.set(key, isMade ? earlier : fate)
    }
  }

  /**
   * What became of a part. What needs no call of its own came with CreateUserPool,
   * or isn't made.
   */
  of(
    { part, steps, verdict, announced, becomes }: PlannedPart,
    ofPool: PartFate
  ): PartFate {
    if (becomes !== undefined) return becomes
    const keys = steps.flatMap(keysOf)
    if (keys.length > 0) {
      return keys.map(key => this.#fates.get(key)).at(-1) ?? 'not-made'
    }
    const isMissing =
      ['impossible', 'not-captured'].includes(verdict) ||
      announced.some(one => one.part === part && one.setting === '')
    return isMissing ? 'not-made' : ofPool
  }
}

/** One call adds many attributes, each of which is a part. */
function keysOf({ part, operation, input }: Step): string[] {
  const { CustomAttributes: attributes } = input
  return operation === 'AddCustomAttributes' && Array.isArray(attributes)
    ? (attributes as Json[]).map(canonical)
    : [part]
}
