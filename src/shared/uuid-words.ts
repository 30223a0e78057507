/** How many 32-bit numbers a UUID has. */
export const WORDS = 4

/** The length of the text of a UUID, and where its dashes are. */
const LENGTH = 36
const DASH = 0x2d
const DASHES = [8, 13, 18, 23]

/** Where each of the 32 digits is. */
const PLACES = Uint8Array.from(
  [...Array(LENGTH).keys()].filter(at => !DASHES.includes(at))
)
const DIGITS_PER_WORD = 8

/** The value of each character that is a digit of a lower-case UUID, else -1. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code))
)

/**
 * Reads a lower-case UUID, as Cognito makes `sub`s, as four numbers of 32 bits.
 * Tables of users do this for each of them, so it uses no regular expression.
 *
 * @param words gets the numbers
 * @returns whether the text is such a UUID; if not, the words are void
 */
export function readUuid(text: string, words: Uint32Array): boolean {
  if (text.length !== LENGTH) return false
  for (const at of DASHES) if (text.charCodeAt(at) !== DASH) return false
  for (let at = 0; at < PLACES.length; at += DIGITS_PER_WORD) {
    let word = 0
    for (let next = at; next < at + DIGITS_PER_WORD; next += 1) {
      const digit = DIGITS[text.charCodeAt(PLACES[next] ?? 0)] ?? -1
      if (digit < 0) return false
      word = (word << 4) | digit
    }
    words[at / DIGITS_PER_WORD] = word
  }
  return true
}

/** The same in words of its own; `undefined` for any other text. */
export function uuidWords(text: string): Uint32Array | undefined {
  const words = new Uint32Array(WORDS)
  return readUuid(text, words) ? words : undefined
}
