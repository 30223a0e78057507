import {
  AwsCallError,
  stopIfCancelled,
  UserError
} from '../../shared/errors.ts'
import type { NotCaptured } from './left-out.ts'
import { UnreadableSection } from './source.ts'

/** How each section of `T` is read. */
export type SectionReaders<T> = {
  readonly [S in keyof T]: (signal: AbortSignal) => Promise<T[S]>
}

/**
 * Failures that hit every call, so that there is no use in reading on. The code
 * of the same name is what the run then ends with.
 */
const FATAL = ['credentials', 'cancelled', 'out-of-time', 'network']

/**
 * Reads sections, several at a time: they are different operations, and Cognito
 * limits each of them by itself. A section that can't be read is left out and
 * listed. Both are in the order of the readers, whichever was read first. When
 * this returns or throws, no call is under way any more.
 *
 * @param atOnce how many sections are read at a time
 * @throws UserError with the code `credentials`, `cancelled` or `network`; any
 *   error that comes neither from AWS nor from its answers as it is
 */
export async function readSections<T extends object>(
  readers: SectionReaders<T>,
  atOnce: number,
  signal: AbortSignal
): Promise<{ sections: Partial<T>; notCaptured: NotCaptured[] }> {
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const names = Object.keys(readers) as (keyof T & string)[]
  const values = new Map<string, unknown>()
  const reasons = new Map<string, string>()
  let fatal: { error: unknown } | undefined

  const waiting = names.values()
  async function readWaiting(): Promise<void> {
    for (const name of waiting) {
      try {
        stopIfCancelled(either)
        values.set(name, await readers[name](either))
      } catch (error) {
        const reason = reasonOf(error)
        if (reason === undefined) {
          fatal ??= { error }
          stop.abort()
          return
        }
        reasons.set(name, reason)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, readWaiting))
  if (fatal !== undefined) throw fatal.error

  return {
    sections: inOrder(names, values) as Partial<T>,
    notCaptured: names.flatMap(section => {
      const reason = reasons.get(section)
      return reason === undefined ? [] : [{ section, reason }]
    })
  }
}

/** Why a section is left out; `undefined` for what must not be passed over. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof UnreadableSection) return error.reason
  if (!(error instanceof UserError) || FATAL.includes(error.code)) {
    return undefined
  }
  if (!(error instanceof AwsCallError)) return 'UnexpectedAnswer'
  return error.code === 'access-denied' ? error.action : error.awsCode
}

function inOrder(names: readonly string[], values: Map<string, unknown>) {
  const read = names.filter(name => values.has(name))
  return Object.fromEntries(read.map(name => [name, values.get(name)]))
}
