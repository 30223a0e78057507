import type { JsonObject } from '../../compare/definition/json.ts'
import type { Verdict } from '../../shared/new-pool-facts.ts'
import type { DomainChoice } from '../request.ts'

export type { Verdict }

/** One call that makes a piece of the new pool, or sets it. */
export interface Step {
  /** The part that it makes, as `mode: compare` names it: `client/mobile`. */
  part: string
  /** Its name in the API, such as CreateUserPoolClient. */
  operation: string
  /**
   * The request in JSON as the API takes it: blobs in base64. It lacks
   * UserPoolId. A ClientId in it is that of the old pool. It may hold a secret,
   * so it is never shown. UpdateManagedLoginBranding has a ClientId in place of
   * ManagedLoginBrandingId, which Cognito gives to the style of that client.
   */
  input: JsonObject
}

/** Something that a person has to know or to do. */
export interface Finding {
  /** What, then the part: `new-secret/client/mobile`. */
  id: string
  /** What it is and what to do where, in one or two sentences. */
  sentence: string
  /** `false`: only `secrets`, `replace`, `domain` or `leave-out` solve it. */
  canAccept: boolean
}

/** A setting in which the new pool differs, and the plan says so. */
export interface Announced {
  part: string
  /** As in a DefinitionChange; with all that is below it. Empty: all of the part. */
  setting: string
}

/** A part of the definition, and how it comes into being in the new pool. */
export interface MadePart {
  part: string
  verdict: Verdict
  /** One sentence. */
  sentence: string
  /** In their order. Empty where nothing is made. */
  steps: Step[]
  findings: Finding[]
  announced: Announced[]
}

/** What decides how parts are made. */
export interface Making {
  source: PoolPlace & { userPoolId: string }
  target: PoolPlace
  domain: DomainChoice
  /** A value that the input `secrets` gives, if any. */
  secretOf(
    of: 'client' | 'provider',
    name: string,
    id?: string
  ): string | undefined
  /**
   * Whether the new pool doesn't get a part of the old one, `client/mobile`, or
   * gets none of a kind, `domain`. Without it, all are made.
   */
  lacks?(part: string): boolean
  /** Whether the old pool counts sessions. Only then do clients take settings. */
  tracksSessions?: boolean
}

export interface PoolPlace {
  accountId: string
  region: string
}
