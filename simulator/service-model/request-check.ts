import type { Call } from '../service.ts'
import { header } from '../wire.ts'
import type { WireRequest } from '../wire.ts'
import type { Breach } from './check.ts'
import { checkRequest } from './check-request.ts'
import { MODELLED, type ModelledService } from './model.ts'

/** A breach, and how often it was seen. */
export interface SeenBreach extends Breach {
  service: ModelledService
  times: number
}

/** What was found in the requests of the action. */
export interface RequestFindings {
  /** Requests that were held against a model. */
  checked: number
  breaches: SeenBreach[]
}

export interface RequestCheck {
  /** Looks at a request as it arrived, whatever becomes of it. */
  see(
    call: Pick<Call, 'service' | 'operation' | 'input'>,
    request: WireRequest
  ): void
  findings(): RequestFindings
}

/**
 * All breaches that this process has seen, by whichever simulator: what a suite
 * of tests fails by, without each test having to ask.
 */
const seenInProcess = new Map<string, SeenBreach>()

export function breachesInProcess(): SeenBreach[] {
  return [...seenInProcess.values()]
}

/** For tests that send what no model allows on purpose. */
export function forgetBreachesInProcess(): void {
  seenInProcess.clear()
}

/**
 * Holds requests of the action against the service models. It is known by its
 * user agent: what tests send with clients of their own, they may send as wrong
 * as they like. Where a file of an import goes is an address that Cognito made,
 * and no operation.
 */
export function createRequestCheck(): RequestCheck {
  const seen = new Map<string, SeenBreach>()
  let checked = 0
  return {
    see({ service, operation, input }, request) {
      if (!isModelled(service) || operation === 'UploadUserImportFile') return
      if (!isOfAction(request)) return
      checked += 1
      const found = checkRequest({ service, operation, input, request })
      for (const breach of found) {
        note(seen, { ...breach, service, times: 1 })
        note(seenInProcess, { ...breach, service, times: 1 })
      }
    },
    findings: () => ({ checked, breaches: [...seen.values()] })
  }
}

/** As the action's clients call themselves (src/aws/client-config.ts). */
function isOfAction({ headers }: WireRequest): boolean {
  const agent = header(headers, 'user-agent') ?? ''
  return /(^| )cognito-backup\//.test(agent)
}

function isModelled(service: string): service is ModelledService {
  return MODELLED.some(modelled => modelled === service)
}

function note(into: Map<string, SeenBreach>, breach: SeenBreach): void {
  const { service, operation, path, rule } = breach
  const key = JSON.stringify([service, operation, path, rule])
  const known = into.get(key)
  if (known === undefined) into.set(key, breach)
  else known.times += 1
}
