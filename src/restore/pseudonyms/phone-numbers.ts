import { UserError } from '../../shared/errors.ts'
import type { PseudonymKey } from './key.ts'

const DIGITS = 7
const NUMBERS = 10 ** DIGITS

/**
 * The made-up phone numbers of all users of a snapshot, `+1555` and seven
 * digits. Digests of a hundred thousand users come to the same seven digits
 * some hundreds of times. So all users are noted first, and the one with the
 * lowest digest keeps such a number. The others get the next free one. Neither
 * the order of the users nor the choice of some of them matters. It takes 12
 * bytes a user.
 */
export class PhoneNumbers {
  readonly #key: PseudonymKey
  #digests = new BigUint64Array(1024)
  #noted = 0
  #numbers = new Uint32Array()

  constructor(key: PseudonymKey) {
    this.#key = key
  }

  /** To be called once for each user of the snapshot with a phone number. */
  note(sub: string): void {
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
    if (this.#noted > NUMBERS) {
      throw new UserError(
        'input',
        'The input pseudonymise has made-up phone numbers for 10,000,000 users, and more users of the snapshot have one. Nothing was written.'
      )
    }
    this.#digests = this.#digests.slice(0, this.#noted).sort()
    this.#numbers = new Uint32Array(this.#noted)
    const taken = new Uint8Array(NUMBERS)
    const later: [at: number, number: number][] = []
    this.#digests.forEach((digest, at) => {
      const number = Number(digest % BigInt(NUMBERS))
      if (taken[number] === 1) later.push([at, number])
      else this.#take(taken, at, number)
    })
    for (const [at, wanted] of later) {
      let number = wanted
      while (taken[number] === 1) number = (number + 1) % NUMBERS
      this.#take(taken, at, number)
    }
  }

  /** The number of a user who was noted, in the form of E.164. */
  of(sub: string): string {
    const number = this.#numbers[this.#indexOf(this.#digest(sub))]
    if (number === undefined) throw new Error('The user was not noted')
    return `+1555${String(number).padStart(DIGITS, '0')}`
  }

  #take(taken: Uint8Array, at: number, number: number): void {
    taken[number] = 1
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
