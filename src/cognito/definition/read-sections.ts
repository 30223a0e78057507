import {
  AwsCallError,
  canGoOnAfter,
  stopIfCancelled
} from '../../shared/errors.ts'
import { together } from '../../shared/together.ts'
import { UnreadableSection } from './source.ts'

/** A section that the snapshot lacks, and why. */
export interface NotCaptured {
  /** Its name in the definition, such as `terms` or `branding.clients`. */
  section: string
  /**
   * The IAM action that the role lacks (`cognito-idp:ListTerms`), or AWS's name
   * of the error, or `UnexpectedAnswer` or `TooLarge`. Never a message of AWS,
   * which may quote data.
   */
  reason: string
}

/** How each section of `T` is read. */
export type SectionReaders<T> = {
  readonly [S in keyof T]: (signal: AbortSignal) => Promise<T[S]>
}

/**
 * Reads sections, several at a time: they are different operations, and Cognito
 * limits each operation by itself. A section that can't be read is left out and
 * listed. Both results are in the order of the readers. When this returns or
 * throws, no call is under way any more.
 *
 * @param atOnce how many sections are read at the same time
 * @throws UserError for which canGoOnAfter is false; any bug as it is
 */
export async function readSections<T extends object>(
  readers: SectionReaders<T>,
  atOnce: number,
  signal: AbortSignal
): Promise<{ sections: Partial<T>; notCaptured: NotCaptured[] }> {
  const names = Object.keys(readers) as (keyof T & string)[]
  const values = new Map<string, unknown>()
  const reasons = new Map<string, string>()

  const waiting = names.values()
  async function readWaiting(either: AbortSignal): Promise<void> {
    for (const name of waiting) {
      try {
        stopIfCancelled(either)
        values.set(name, await readers[name](either))
      } catch (error) {
        const reason = reasonOf(error)
        if (reason === undefined) throw error
        reasons.set(name, reason)
      }
    }
  }
  const pieces = Array.from({ length: atOnce }, () => readWaiting)
  await together<unknown[]>(signal, pieces)

  return {
    sections: inOrder(names, values) as Partial<T>,
    notCaptured: names.flatMap(section => {
      const reason = reasons.get(section)
      return reason === undefined ? [] : [{ section, reason }]
    })
  }
}

/** Why a section is left out; `undefined` for an error that ends the run. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof UnreadableSection) return error.reason
  if (!canGoOnAfter(error)) return undefined
  if (!(error instanceof AwsCallError)) return 'UnexpectedAnswer'
  return error.code === 'access-denied' ? error.action : error.awsCode
}

function inOrder(names: readonly string[], values: Map<string, unknown>) {
  const read = names.filter(name => values.has(name))
  return Object.fromEntries(read.map(name => [name, values.get(name)]))
}
