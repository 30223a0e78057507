import {
  textOf,
  type Json,
  type JsonObject
} from '../../compare/definition/json.ts'
import { sectionAt } from '../../compare/definition/parts.ts'
import type { PlanLine } from '../../shared/new-pool-facts.ts'
import { comesLater } from '../parts/client-references.ts'
import type { PoolPlace } from '../parts/made-part.ts'
import { objectsIn } from '../plan/parts-in.ts'
import type { CreatePlan, PlannedFinding, PlannedPart } from '../plan/plan.ts'
import {
  waitingRegistration,
  waitingReplicas,
  waitingSignUp,
  waitingTriggers,
  type Waiting
} from './waiting.ts'

/** What is set once the users are restored. */
export interface FinishPlan {
  waiting: Waiting[]
  /** What the run sets nothing of, with what becomes of it. */
  others: PlanLine[]
  findings: PlannedFinding[]
  remarks: string[]
}

/** What is known of the pool that gets what waited. */
export interface MadePool {
  /** Its definition of just now. */
  definition: JsonObject
  place: PoolPlace
  /** Its app clients by the ids of the old ones. */
  clients: ReadonlyMap<string, string>
  /** What an earlier run has set, by names of Waiting. */
  done: ReadonlySet<string>
  /** Whether the snapshot has users, and Cognito counts none in the pool yet. */
  lacksUsers: boolean
}

/**
 * Plans what waited, by the plan of the pool's creation. What an earlier run has
 * set is never set again, so what a person changed since stays.
 */
export function planFinish(
  { parts, findings, definition, clientNames }: CreatePlan,
  { definition: now, place, clients, done, lacksUsers }: MadePool
): FinishPlan {
  const all = [
    ...waitingTriggers(definition, now),
    ...waitingSignUp(definition, now),
    ...waitingRegistration(definition, now),
    ...waitingReplicas(definition, now, place)
  ]
  const leftOut = parts.filter(
    ({ part, becomes }) =>
      becomes === 'left-out' && all.some(one => one.part === part)
  )
  const waiting = all
    .filter(one => !leftOut.some(({ part }) => part === one.part))
    .map(one => (done.has(one.what) ? asBefore(one) : one))
  const lacking = parts.filter(lacksScopes)
  const concerned = new Set([
    ...waiting.flatMap(({ part, sets }) =>
      sets.length > 0 && part !== 'pool' ? [part] : []
    ),
    ...lacking.map(({ part }) => part)
  ])
  return {
    waiting,
    others: [
      ...leftOut.map(part => lineOf(part, 'left-out')),
      ...lacking.map(part =>
        lineOf(
          { ...part, sentence: 'It lacks scopes of dynamic registration.' },
          'not-made'
        )
      )
    ],
    findings: findings.filter(({ id }) => isOf(id, concerned)),
    remarks: remarksOf(waiting, lacksUsers)
  }

  /** Whether a client lacks scopes by now that came with dynamic registration. */
  function lacksScopes({ part, findings }: PlannedPart): boolean {
    if (!findings.some(({ id }) => id === `later-scopes/${part}`)) return false
    const [old] = [...clientNames].find(
      ([, name]) => part === `client/${name}`
    ) ?? ['']
    const present = scopesOf(now, clients.get(old) ?? '')
    return scopesOf(definition, old).some(
      scope => comesLater(scope) && !present.includes(scope)
    )
  }
}

function scopesOf(definition: JsonObject, id: string): string[] {
  const client = objectsIn(sectionAt(definition, 'clients')).find(
    ({ ClientId }) => ClientId === id
  )
  const scopes = client?.['AllowedOAuthScopes']
  return Array.isArray(scopes) ? (scopes as Json[]).map(textOf) : []
}

function asBefore(one: Waiting): Waiting {
  const sentence = `An earlier run has set it: ${one.what}. What a person changed since stays.`
  return { ...one, sentence, sets: [] }
}

function lineOf(
  { part, verdict, sentence }: PlannedPart,
  became: PlanLine['became']
): PlanLine {
  return { part, verdict, sentence, became }
}

/** What a finding is, then the part: of clients, that of later scopes only. */
function isOf(id: string, parts: ReadonlySet<string>): boolean {
  const at = id.indexOf('/')
  const [what, part] = [id.slice(0, at), id.slice(at + 1)]
  return (
    parts.has(part) && (!part.startsWith('client/') || what === 'later-scopes')
  )
}

function remarksOf(waiting: readonly Waiting[], lacksUsers: boolean): string[] {
  const left = waiting.filter(({ sets }) => sets.length > 0)
  if (left.length === 0) return ['Nothing is left to set.']
  return [
    ...(lacksUsers
      ? [
          'Cognito counts no users in the pool yet. Restore them first: triggers and sign-ups would get in the way.'
        ]
      : []),
    ...(left.some(({ step }) => step !== undefined)
      ? ['Cost: a replica is billed by users, too.']
      : [])
  ]
}
