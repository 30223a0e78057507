import { UserError } from '../shared/errors.ts'
import { readAgeHeader } from './age/age-header.ts'
import { openAgeFile } from './age/age-reader.ts'
import { gunzipOneMember } from './parts/gzip.ts'
import { splitLines } from './parts/lines.ts'

/** The most bytes that a stored map may have: those of some 1.5 million users. */
export const MAX_SUB_MAP_BYTES = 64 * 1024 * 1024
const MAX_TEXT_BYTES = 256 * 1024 * 1024

/** The map of made-up users says so in a third column. */
const HEADER = /^old_sub,new_sub(,pseudonymised)?$/

/**
 * The rows of a restore's map of subs, in pages: the old and the new `sub` of
 * each user. A `sub` that CSV would have to quote is none, and left out.
 *
 * @param file as it was stored
 * @param identities secret keys of age, where it is encrypted
 * @throws UserError `wrong-identity` when none of them opens it,
 *   `snapshot-damaged`, `snapshot-bomb` or `snapshot-invalid` when it is no such
 *   map
 */
export async function* readSubMap(
  file: Uint8Array,
  identities: readonly string[],
  isEncrypted: boolean
): AsyncGenerator<(readonly [oldSub: string, newSub: string])[]> {
  const gzipped = isEncrypted ? await decrypt(file, identities) : file
  let isFirst = true
  for await (const lines of splitLines(
    gunzipOneMember(gzipped, MAX_TEXT_BYTES)
  )) {
    if (isFirst && !HEADER.test(lines.shift() ?? ''))
      throw noMap('has no header')
    isFirst = false
    yield lines.flatMap(line => {
      const [, oldSub, newSub] =
        /^([^",]+),([^",]+)(?:,true)?$/.exec(line) ?? []
      const isRow = oldSub !== undefined && newSub !== undefined
      return isRow ? [[oldSub, newSub] as const] : []
    })
  }
}

async function decrypt(
  file: Uint8Array,
  identities: readonly string[]
): Promise<Buffer> {
  const header = readAgeHeader(file)
  if (typeof header === 'string') throw noMap(header)
  for (const identity of identities) {
    // Its errors may quote what is in the file.
    const stream = await openAgeFile(file, identity).catch(() => undefined)
    if (stream === undefined) continue
    const chunks: Uint8Array[] = []
    try {
      for await (const chunk of stream) chunks.push(chunk)
    } catch {
      throw noMap('was changed or cut off')
    }
    return Buffer.concat(chunks)
  }
  throw new UserError(
    'wrong-identity',
    'The input age-identity does not open the map of subs of a restore.'
  )
}

function noMap(why: string): UserError {
  return new UserError(
    'snapshot-damaged',
    `The map of subs of a restore ${why}. Look into who changed it.`
  )
}
