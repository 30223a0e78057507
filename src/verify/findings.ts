import {
  isSnapshotRefusal,
  UserError,
  type SnapshotRefusal
} from '../shared/errors.ts'
import type { VerifyFinding } from '../shared/outcome.ts'
import type { Remark } from '../shared/remarks.ts'

/** Refusals that don't keep a snapshot from restoring. */
export const ALARMS: readonly SnapshotRefusal[] = [
  'snapshot-too-old',
  'snapshot-from-future',
  'object-unlisted',
  'object-versions',
  'object-encryption'
]

/** The most findings that one error quotes in full. */
const MOST_IN_SENTENCE = 5

/**
 * Collects findings by code: ten thousand damaged parts are one finding with a
 * count and the sentence of the first.
 */
export class Findings {
  readonly #all: VerifyFinding[]

  /** @param all receives the findings */
  constructor(all: VerifyFinding[]) {
    this.#all = all
  }

  /**
   * Adds a refusal that a check returned or threw.
   *
   * @throws the error if it is no refusal of the snapshot, such as a network
   *   error
   */
  refuse(refusal: unknown, count = 1): void {
    if (!isSnapshotRefusal(refusal)) throw refusal
    const { code, message } = refusal
    const weight = ALARMS.includes(code) ? 'alarms' : 'blocks'
    this.#add({ code, weight, text: message, count })
  }

  remark(code: Remark, text: string, count = 1): void {
    this.#add({ code, weight: 'remark', text, count })
  }

  #add(finding: VerifyFinding): void {
    const known = this.#all.find(({ code }) => code === finding.code)
    if (known === undefined) this.#all.push(finding)
    else known.count += finding.count
  }

  get wouldRestore(): boolean {
    return this.#all.every(({ weight }) => weight !== 'blocks')
  }

  /**
   * Fails a verification that found something other than remarks.
   *
   * @throws UserError with the code of the finding if there is only one, else
   *   `snapshot-findings`
   */
  expectNone(snapshotId: string): void {
    const wrong = this.#all
      .filter(finding => finding.weight !== 'remark')
      .sort((a, b) => rank(a) - rank(b))
    const [first, ...others] = wrong
    if (first === undefined) return
    const verdict = this.wouldRestore
      ? `The snapshot ${snapshotId} would restore, and is not as it should be`
      : `The snapshot ${snapshotId} would not restore`
    const shown = wrong.slice(0, MOST_IN_SENTENCE)
    const texts = shown.map(finding => inSentence(finding))
    const rest = wrong
      .slice(MOST_IN_SENTENCE)
      .map(({ code, count }) => `${code} ×${count}`)
    const list =
      others.length === 0
        ? texts.join('')
        : texts.map((text, at) => `${at + 1}) ${text}`).join(' ')
    throw new UserError(
      others.length === 0 ? first.code : 'snapshot-findings',
      `${verdict}. ${list}${rest.length > 0 ? ` Also: ${rest.join(', ')}.` : ''}`
    )
  }
}

function rank({ weight }: VerifyFinding): number {
  return weight === 'blocks' ? 0 : 1
}

function inSentence({ code, count, text }: VerifyFinding): string {
  const times = count === 1 ? '' : ` ×${count}, the first`
  return `[${code}${times}] ${text}`
}
