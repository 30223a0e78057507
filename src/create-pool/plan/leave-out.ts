import type { ClientNames } from '../../compare/definition/client-names.ts'
import type { Part } from '../../compare/definition/parts.ts'
import { UserError } from '../../shared/errors.ts'
import type { DomainChoice } from '../request.ts'
import { withClientNames } from './parts-in.ts'
import type { PlannedPart } from './plan.ts'

/** What of the old pool the new one doesn't get, because it was left out. */
export interface LeftOut {
  /** Names of parts, each with the reason as a sentence. */
  parts: ReadonlyMap<string, string>
  /** Whether the new pool lacks a part, or all of a kind. */
  lacks: (what: string) => boolean
}

/** What makes the pool itself, so it can't be left out. */
const POOL = 'pool'

/**
 * What the input `leave-out` keeps the new pool from. What belongs to an app
 * client goes with it. A client that registered itself is never made.
 *
 * @param parts of the old pool
 * @param lines `client/mobile`, its id in place of its name, or a kind: `client`
 * @throws UserError `input` for a line that matches nothing
 */
export function findLeftOut(
  parts: readonly Part[],
  clients: ClientNames,
  lines: readonly string[],
  domain: DomainChoice
): LeftOut {
  const named = new Set(
    lines.map(line => {
      const name = withClientNames(line, clients)
      if (!parts.some(part => isMeant(part, name))) throw matchesNothing(line)
      if (name === POOL) throw isPool()
      return name
    })
  )
  const left = new Map<string, string>()
  for (const part of parts) {
    if ([part.kind, part.name].some(name => named.has(name))) {
      left.set(part.name, 'The input leave-out names it.')
    }
  }
  const lost = new Set([
    ...left.keys(),
    ...parts.filter(registersItself).map(({ name }) => name)
  ])
  for (const { kind, name, ofClient } of parts) {
    if (kind === 'client' || left.has(name)) continue
    if (lost.has(`client/${ofClient ?? ''}`)) {
      left.set(name, 'Its app client is not made.')
    }
  }
  const kinds = new Set(parts.map(({ kind }) => kind as string))
  return {
    parts: left,
    lacks: what =>
      left.has(what) ||
      lost.has(what) ||
      named.has(what) ||
      (what === 'domain' && lacksDomain()) ||
      (kinds.has(what) && isWhollyLeft(what))
  }

  function lacksDomain(): boolean {
    if (domain === 'none') return true
    return domain === 'keep' && !kinds.has('domain')
  }

  function isWhollyLeft(kind: string): boolean {
    if (kind === 'domain' && domain !== 'keep') return false
    return parts.every(part => part.kind !== kind || left.has(part.name))
  }
}

/** The line of the plan for a part that is left out. */
export function leftOutPart(part: string, sentence: string): PlannedPart {
  return {
    part,
    becomes: 'left-out',
    verdict: 'changed',
    sentence,
    steps: [],
    findings: [],
    announced: [{ part, setting: '' }]
  }
}

function isMeant({ kind, name }: Part, line: string): boolean {
  return kind === line || name === line
}

function registersItself({ kind, settings }: Part): boolean {
  return kind === 'client' && settings['ClientType'] === 'DCR'
}

function matchesNothing(line: string): UserError {
  return new UserError(
    'input',
    `The input leave-out names ${line}, which is no part of the definition. Write one a line: a name of the plan, such as client/mobile, or a kind such as triggers.`
  )
}

function isPool(): UserError {
  return new UserError(
    'input',
    'The input leave-out names the pool itself, without which there are no other parts. Remove the line.'
  )
}
