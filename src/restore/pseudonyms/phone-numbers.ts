import { UserError } from '../../shared/errors.ts'
import type { PseudonymKey } from './key.ts'

/**
 * `+1`, an area code that no one has, and seven digits, the first of which is 2
 * to 9 (North American numbering plan). Examples of AdminCreateUser have such
 * numbers.
 */
const FORM = /^\+1555([2-9]\d{6})$/
const FIRST = 2_000_000
const NUMBERS = 8_000_000

/**
 * The made-up phone numbers of all users of a snapshot. Digests of a hundred
 * thousand users come to the same seven digits some hundreds of times. So all
 * users are noted first, and the one with the lowest digest keeps such a number.
 * The others get the next free one. Neither the order of the users nor the
 * choice of some of them matters. A user of the target pool keeps its number, so
 * that a later snapshot moves no number to another user. It takes 12 bytes a
 * user.
 */
export class PhoneNumbers {
  readonly #key: PseudonymKey
  readonly #taken = new Uint8Array(NUMBERS)
  #free = NUMBERS
  /** By `sub`. */
  readonly #current = new Map<string, string>()
  #digests = new BigUint64Array(1024)
  #noted = 0
  #numbers = new Uint32Array()

  /** @param ofPool the numbers of all users of the target pool */
  constructor(key: PseudonymKey, ofPool: Iterable<string | undefined> = []) {
    this.#key = key
    for (const number of ofPool) {
      const at = positionOf(number ?? '')
      if (at === undefined || this.#taken[at] === 1) continue
      this.#taken[at] = 1
      this.#free -= 1
    }
  }

  /**
   * To be called once for each user of the snapshot with a phone number.
   *
   * @param current the number of the user that stands for it in the target pool
   */
  note(sub: string, current = ''): void {
    if (positionOf(current) !== undefined) {
      this.#current.set(sub, current)
      return
    }
    if (this.#noted === this.#digests.length) {
      const longer = new BigUint64Array(this.#noted * 2)
      longer.set(this.#digests)
      this.#digests = longer
    }
    this.#digests[this.#noted++] = this.#digest(sub)
  }

  /**
   * To be called after all users were noted, and before the first `of`.
   *
   * @throws UserError `input` if there are more users than numbers
   */
  settle(): void {
    if (this.#noted > this.#free) {
      throw new UserError(
        'input',
        'The input pseudonymise has made-up phone numbers for 8,000,000 users, and more users of the snapshot have one. Nothing was written.'
      )
    }
    this.#digests = this.#digests.slice(0, this.#noted).sort()
    this.#numbers = new Uint32Array(this.#noted)
    const later: [at: number, wanted: number][] = []
    this.#digests.forEach((digest, at) => {
      const wanted = Number(digest % BigInt(NUMBERS))
      if (this.#taken[wanted] === 1) later.push([at, wanted])
      else this.#take(at, wanted)
    })
    for (const [at, wanted] of later) {
      let number = wanted
      while (this.#taken[number] === 1) number = (number + 1) % NUMBERS
      this.#take(at, number)
    }
  }

  /** The number of a user who was noted, in the form of E.164. */
  of(sub: string): string {
    const current = this.#current.get(sub)
    if (current !== undefined) return current
    const number = this.#numbers[this.#indexOf(this.#digest(sub))]
    if (number === undefined) throw new Error('The user was not noted')
    return `+1555${FIRST + number}`
  }

  #take(at: number, number: number): void {
    this.#taken[number] = 1
    this.#numbers[at] = number
  }

  #digest(sub: string): bigint {
    return this.#key.digest(sub, 'phone_number').readBigUInt64BE()
  }

  /** By halves; the length if the digest is missing. */
  #indexOf(digest: bigint): number {
    let low = 0
    let high = this.#digests.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#digests[middle] ?? 0n) < digest) low = middle + 1
      else high = middle
    }
    return this.#digests[low] === digest ? low : this.#digests.length
  }
}

/** Which of the made-up numbers it is, from 0; `undefined` if it is none. */
function positionOf(number: string): number | undefined {
  const [, digits] = FORM.exec(number) ?? []
  return digits === undefined ? undefined : Number(digits) - FIRST
}
