import { randomBytes } from 'node:crypto'
import { flat } from '../../flat-text.ts'

/**
 * A `sub` in the present form of Cognito, from 16 random bytes. It is a
 * lower-case UUID. Of its first eight digits, the first, third, fifth and
 * seventh are random; the others are the same for a region. The third group
 * begins with 70, the fourth with c or d.
 *
 * Source: `sub`s shown in public issues; AWS documents only that it's a UUID.
 */
export function subFrom(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  const digit = (index: number) => hex.charAt(index)
  const first = [0, 2, 4, 6]
    .map((at, pair) => digit(at) + '4848'.charAt(pair))
    .join('')
  const second = `${digit(8)}0${digit(9)}1`
  const third = `70${hex.slice(10, 12)}`
  const fourth = 'cd'.charAt((bytes[6] ?? 0) & 1) + hex.slice(13, 16)
  return flat(`${first}-${second}-${third}-${fourth}-${hex.slice(16, 28)}`)
}

/** A `sub` that no other user has, in this pool or in any other. */
export const newSub = () => subFrom(randomBytes(16))
