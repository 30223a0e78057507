import { MOST_RECIPIENTS, type KeyKind } from './age-keys.ts'

/** What the header of an age file says without a key. */
export interface AgeHeader {
  kind: KeyKind
  /** How many recipients the file is encrypted for. */
  recipients: number
}

/** Twenty hybrid stanzas take some 32 KB. */
const MAX_HEADER_BYTES = 64 * 1024

const STANZAS: ReadonlyMap<string, KeyKind> = new Map([
  ['X25519', 'X25519'],
  ['mlkem768x25519', 'hybrid']
])

/**
 * Checks the header of an age file before any work with keys: not armored, of
 * limited size, with few recipients, all of one kind.
 *
 * @returns the header; or what is wrong with it, as the end of a sentence
 */
export function readAgeHeader(file: Uint8Array): AgeHeader | string {
  const start = Buffer.from(
    file.buffer,
    file.byteOffset,
    Math.min(file.byteLength, MAX_HEADER_BYTES)
  ).toString('latin1')
  if (start.startsWith('-----BEGIN')) return 'is armored'
  const [version, ...lines] = start.split('\n')
  if (version !== 'age-encryption.org/v1') return 'is not an age file'
  const end = lines.findIndex(line => line.startsWith('---'))
  if (end === -1) return 'has an age header without an end, or one too large'
  const kinds = lines
    .slice(0, end)
    .filter(line => line.startsWith('->'))
    .map(line => STANZAS.get(line.split(' ')[1] ?? ''))
  const [kind] = kinds
  if (kinds.length > MOST_RECIPIENTS) {
    return `is encrypted for more than ${MOST_RECIPIENTS} keys`
  }
  if (kind === undefined || kinds.some(one => one !== kind)) {
    return 'is encrypted for other than X25519 keys or hybrid keys alone'
  }
  return { kind, recipients: kinds.length }
}
