import { textOf, type JsonObject } from '../../compare/definition/json.ts'
import {
  sectionAt,
  SECTIONS,
  type Part
} from '../../compare/definition/parts.ts'
import type { Kind } from '../../compare/definition/rules.ts'
import type {
  Announced,
  Finding,
  MadePart,
  Making
} from '../parts/made-part.ts'
import type { CreatePoolRequest } from '../request.ts'
import { readSecrets } from './given-secrets.ts'
import { judgeFindings } from './judge-findings.ts'
import { findLeftOut, leftOutPart, type LeftOut } from './leave-out.ts'
import type { Ingredients, Makers } from '../parts/makers.ts'
import { partsNotCaptured } from './not-captured.ts'
import { orderSteps } from './order-steps.ts'
import { namesOfClients, partsIn } from './parts-in.ts'
import type { CreatePlan, PlannedPart } from './plan.ts'
import type { PoolFacts } from './pool-facts.ts'
import { remarksOf, waitingIn } from './remarks-of.ts'
import type { ReplacedDefinition } from './replace-texts.ts'
import { targetFindings } from './target-findings.ts'
import { withoutLeftOut } from './without-left-out.ts'

/** What the inputs ask a plan for. */
export type PlanChoices = Pick<
  CreatePoolRequest,
  'poolName' | 'domain' | 'secrets' | 'leaveOut' | 'accept'
>

/**
 * Plans how a new pool comes to be. Nothing is read or written.
 *
 * @param makers turn the parts of each kind into calls, findings and differences
 * @throws UserError `input` for a line of `leave-out` that matches nothing, and for
 *   one of `secrets` that is of no use
 */
export function planPool(
  { definition, replaced }: ReplacedDefinition,
  choices: PlanChoices,
  facts: PoolFacts,
  makers: Makers
): CreatePlan {
  const clientNames = namesOfClients(definition)
  const all = partsIn(definition, clientNames)
  const leftOut = findLeftOut(
    all,
    clientNames,
    choices.leaveOut,
    choices.domain
  )
  const rest = withoutLeftOut(definition, leftOut, clientNames)
  const kept = partsIn(rest.definition, clientNames).filter(
    ({ name }) => !leftOut.parts.has(name)
  )
  const oldName = textOf(sectionAt(definition, 'userPool.Name'))
  const poolName = choices.poolName ?? oldName
  const found = targetFindings(facts.target)
  const announcedOf = Map.groupBy(rest.announced, ({ part }) => part)
  const places = new Map(all.map(({ name }, at) => [name, at]))
  const parts = [
    ...makeAll(kept, makers, {
      making: makingOf(rest.definition, { kept, all }, choices, facts, leftOut),
      poolName,
      definition: rest.definition,
      missing: SECTIONS.filter(
        section => sectionAt(definition, section) === undefined
      )
    }),
    ...[...leftOut.parts].map(([name, reason]) => leftOutPart(name, reason))
  ]
    .map(part => withFacts(part, announcedOf, found))
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .concat(partsNotCaptured(definition))
  const { findings, unmatched } = judgeFindings(
    parts.flatMap(part => part.findings),
    choices.accept,
    clientNames
  )
  return {
    poolName,
    parts,
    remarks: remarksOf(rest.definition, facts, {
      waiting: waitingIn(rest.definition),
      hasDomain: !leftOut.lacks('domain')
    }),
    findings,
    steps: orderSteps(parts.flatMap(({ steps }) => steps)),
    announced: parts.flatMap(({ announced }) => announced),
    replaced,
    unmatched: { accept: unmatched },
    definition,
    clientNames
  }

  /** A part that the old pool hasn't, such as a new prefix, comes last. */
  function placeOf({ part }: PlannedPart): number {
    return places.get(part) ?? all.length
  }
}

function makeAll(
  parts: readonly Part[],
  makers: Makers,
  ingredients: Ingredients
): PlannedPart[] {
  return Object.entries(makers).flatMap(([kind, make]) =>
    make(
      parts.filter(part => part.kind === kind),
      ingredients
    ).map(part => {
      const isLater = LATER.includes(kind as Kind) && part.announced.length > 0
      return isLater ? { ...part, becomes: 'waits' as const } : part
    })
  )
}

/** Kinds that act on users while these are restored, or copy the pool. */
const LATER: readonly Kind[] = ['triggers', 'replica']

function makingOf(
  definition: JsonObject,
  { kept, all }: { kept: readonly Part[]; all: readonly Part[] },
  { domain, secrets }: PlanChoices,
  { source, target }: PoolFacts,
  { lacks }: LeftOut
): Making {
  return {
    source,
    target: target.place,
    domain: lacks('domain') ? 'none' : domain,
    secretOf: readSecrets(secrets, kept, all),
    lacks,
    tracksSessions:
      sectionAt(definition, 'sessionConfiguration.pool.UserSessionTracking') ===
      'ENABLED'
  }
}

/** A part with what the maker of its kind can't know. */
function withFacts(
  part: PlannedPart,
  announcedOf: ReadonlyMap<string, readonly Announced[]>,
  findings: ReadonlyMap<string, readonly Finding[]>
): PlannedPart {
  const announced = announcedOf.get(part.part) ?? []
  // What isn't made collides with nothing.
  const found = part.steps.length === 0 ? [] : (findings.get(part.part) ?? [])
  return {
    ...part,
    verdict: verdictOf(part, found.length > 0, announced.length > 0),
    announced: [...part.announced, ...announced],
    findings: [...part.findings, ...found]
  }
}

function verdictOf(
  { verdict }: MadePart,
  isFound: boolean,
  isAnnounced: boolean
): MadePart['verdict'] {
  if (isFound && verdict !== 'impossible') return 'needs-a-person'
  return isAnnounced && verdict === 'same' ? 'changed' : verdict
}
