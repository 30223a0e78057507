import type { Call } from '../service.ts'
import { header } from '../wire.ts'
import type { WireRequest } from '../wire.ts'
import { checkRequest } from './check-request.ts'
import { MODELLED, type ModelledService } from './model.ts'
import { noteBreach, noteInProcess, type SeenBreach } from './seen-breaches.ts'

/** The findings about the requests of the action. */
export interface RequestFindings {
  /** The number of requests that were checked against a model. */
  checked: number
  breaches: SeenBreach[]
}

export interface RequestCheck {
  /** Checks a request on arrival, even if it is refused later. */
  see(
    call: Pick<Call, 'service' | 'operation' | 'input'>,
    request: WireRequest
  ): void
  findings(): RequestFindings
}

/**
 * Checks requests of the action against the service models. The user agent
 * identifies the action: tests may send wrong requests with their own clients.
 * The upload of an import file isn't an operation, and is not checked.
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
        noteBreach(seen, { ...breach, service, times: 1 })
        noteInProcess({ ...breach, service, times: 1 })
      }
    },
    findings: () => ({ checked, breaches: [...seen.values()] })
  }
}

/** The user agent of the action's clients (src/aws/client-config.ts). */
export function isOfAction({ headers }: WireRequest): boolean {
  const agent = header(headers, 'user-agent') ?? ''
  return /(^| )cognito-backup\//.test(agent)
}

function isModelled(service: string): service is ModelledService {
  return MODELLED.some(modelled => modelled === service)
}
