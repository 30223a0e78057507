import type { ClientNames } from '../../compare/definition/client-names.ts'
import type { JsonObject } from '../../compare/definition/json.ts'
import type { Announced, Finding, MadePart, Step } from '../parts/made-part.ts'

/** How a pool is made anew from a definition. */
export interface CreatePlan {
  poolName: string
  /** One for each part of the definition, in the order of the definition. */
  parts: PlannedPart[]
  /** What concerns no single part, such as a Support case or the cost. */
  remarks: string[]
  findings: PlannedFinding[]
  /** In the order in which they are sent; the first is CreateUserPool. */
  steps: Step[]
  announced: Announced[]
  /** Of each replacement, how many texts it has changed. */
  replaced: number[]
  /** Lines of `accept` that accept nothing. */
  unmatched: { accept: string[] }
  /** The old definition after replacements, for the comparison at the end. */
  definition: JsonObject
  /** Names of the old pool's app clients by their ids. */
  clientNames: ClientNames
}

export interface PlannedPart extends MadePart {
  /** Why it has no steps, where it is for a reason that the run knows. */
  becomes?: 'left-out' | 'waits'
}

export interface PlannedFinding extends Finding {
  state: 'open' | 'accepted'
}
