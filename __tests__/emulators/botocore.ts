import { execFileSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { describe } from '@jest/globals'

/** The Python environment with the pinned botocore: that of moto. */
const pinned = process.env['PINNED_BOTOCORE']

/** For tests that need the pinned botocore. */
export const describePinned = pinned === undefined ? describe.skip : describe

/** The folder of that package. */
export function botocoreFolder(): string {
  const [folder = ''] = globSync(
    `${pinned ?? ''}/lib/python3*/site-packages/botocore`
  )
  return folder
}

export interface Request {
  service: string
  operation: string
  input: unknown
}

const noted: Request[] = []

/** Keeps a request of the action for botocore's own validator. */
export function noteRequest(request: Request): void {
  if (pinned !== undefined) noted.push(request)
}

/** What botocore's own validator has against the noted requests. */
export function refusedOfNoted(): unknown {
  return noted.length === 0 ? [] : refusedByBotocore(noted)
}

/** The same for any requests. */
export function refusedByBotocore(requests: readonly Request[]): unknown {
  const script = new URL('validate-requests.py', import.meta.url).pathname
  const answer = execFileSync(`${pinned ?? ''}/bin/python`, [script], {
    // What is stored is no matter of the model.
    input: JSON.stringify(requests, (_, value: unknown) =>
      isBytes(value) ? 'bytes' : value
    )
  })
  return JSON.parse(answer.toString())
}

/** A Buffer, as JSON.stringify hands it over. */
function isBytes(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'Buffer'
  )
}
