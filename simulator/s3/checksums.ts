import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { badDigest, invalidRequest, notImplemented, S3Error } from './errors.ts'

/** Headers, or trailers, by their names in lower case. */
export type Fields = Record<string, string | undefined>

const algorithms: Record<string, (bytes: Buffer) => Buffer> = {
  sha256: bytes => createHash('sha256').update(bytes).digest(),
  sha1: bytes => createHash('sha1').update(bytes).digest(),
  crc32: bytes => {
    const checksum = Buffer.alloc(4)
    checksum.writeUInt32BE(crc32(bytes))
    return checksum
  }
}

/**
 * S3 supports these too; the simulator refuses them, as it can't verify them.
 */
const unsupported = ['crc32c', 'crc64nvme', 'sha512', 'md5', 'xxhash64']

/**
 * Verifies every digest that came with an object and returns the checksums that
 * S3 keeps with it, by algorithm, in Base64. Not simulated: S3 computes a
 * CRC64NVME for an object without a checksum.
 *
 * Source: S3 user guide, "Checking object integrity".
 */
export function verifyDigests(
  fields: Fields,
  bytes: Buffer
): Record<string, string> {
  verifyMd5(fields['content-md5'], bytes)
  verifyPayloadHash(fields['x-amz-content-sha256'], bytes)
  for (const name of unsupported)
    if (fields[`x-amz-checksum-${name}`] !== undefined) throw notImplemented()
  const checksums: Record<string, string> = {}
  for (const [name, compute] of Object.entries(algorithms)) {
    const given = fields[`x-amz-checksum-${name}`]
    if (given === undefined) continue
    const actual = compute(bytes)
    if (Buffer.from(given, 'base64').length !== actual.length)
      throw invalidRequest(
        `Value for x-amz-checksum-${name} header is invalid.`
      )
    if (actual.toString('base64') !== given)
      throw badDigest(
        `The ${name.toUpperCase()} you specified did not match the calculated checksum.`
      )
    checksums[name] = given
  }
  if (Object.keys(checksums).length > 1)
    throw invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.'
    )
  return checksums
}

/** The headers in which S3 gives checksums back. */
export function checksumHeaders(
  checksums: Record<string, string>
): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(checksums)) {
    headers[`x-amz-checksum-${name}`] = value
    headers['x-amz-checksum-type'] = 'FULL_OBJECT'
  }
  return headers
}

function verifyMd5(given: string | undefined, bytes: Buffer): void {
  if (given === undefined) return
  if (Buffer.from(given, 'base64').length !== 16)
    throw new S3Error(
      400,
      'InvalidDigest',
      'The Content-MD5 you specified was invalid.'
    )
  if (createHash('md5').update(bytes).digest('base64') !== given)
    throw badDigest(
      'The Content-MD5 you specified did not match what we received.'
    )
}

/** The digest of the body that the request's signature covers. */
function verifyPayloadHash(given: string | undefined, bytes: Buffer): void {
  // Other values say that the body isn't signed, or is signed in chunks.
  if (given === undefined || !/^[0-9a-f]{64}$/.test(given)) return
  if (createHash('sha256').update(bytes).digest('hex') !== given)
    throw new S3Error(
      400,
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed."
    )
}
