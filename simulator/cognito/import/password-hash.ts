import { RowFailure } from './row-failure.ts'

export const hashingAlgorithms = [
  'BCRYPT',
  'SCRYPT',
  'ARGON2ID',
  'PBKDF2_SHA256'
] as const
export type HashingAlgorithm = (typeof hashingAlgorithms)[number]

/** The form of a hash, and the limits of its parameters. */
interface Format {
  pattern: RegExp
  /** In the order of the pattern's groups. */
  maximums: readonly number[]
  /** Whether the algorithm accepts the parameters. */
  makesSense?: (...parameters: number[]) => boolean
}

/**
 * Salts and hashes are in base64 without padding; passlib's variant has a dot
 * for the plus. Inferred: padding is refused, as no example of the
 * documentation has any.
 *
 * Source: developer guide, "Importing users with password hashes".
 */
const formats: Record<HashingAlgorithm, Format> = {
  BCRYPT: {
    pattern: /^\$2[abxy]\$(\d\d)\$[./A-Za-z0-9]{53}$/,
    maximums: [12],
    makesSense: (cost = 0) => cost >= 4
  },
  SCRYPT: {
    pattern: /^(\d+)\$(\d+)\$(\d+)\$(?:[0-9a-fA-F]{2})+\$(?:[0-9a-fA-F]{2})+$/,
    maximums: [65536, 8, 1],
    makesSense: (cost = 0, blockSize = 0, parallelism = 0) =>
      cost > 1 &&
      Number.isInteger(Math.log2(cost)) &&
      blockSize * parallelism > 0
  },
  ARGON2ID: {
    pattern:
      /^\$argon2id\$v=\d+\$m=(\d+),t=(\d+),p=(\d+)\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/,
    maximums: [19456, 2, 1],
    makesSense: (memory = 0, iterations = 0, parallelism = 0) =>
      iterations > 0 && parallelism > 0 && memory >= 8 * parallelism
  },
  PBKDF2_SHA256: {
    pattern: /^\$pbkdf2-sha256\$(\d+)\$[A-Za-z0-9+/.]+\$[A-Za-z0-9+/.]+$/,
    maximums: [600_000],
    makesSense: (iterations = 0) => iterations > 0
  }
}

/**
 * Throws a {@link RowFailure} for a hash of another algorithm than the job's,
 * or with parameters out of bounds. The documentation has the three reasons,
 * but not their wording.
 */
export function checkPasswordHash(
  algorithm: HashingAlgorithm,
  hash: string
): void {
  const { pattern, maximums, makesSense } = formats[algorithm]
  const found = pattern.exec(hash)
  if (!found) {
    const other = hashingAlgorithms.find(name =>
      formats[name].pattern.test(hash)
    )
    throw new RowFailure(
      other
        ? `The password hash was created with a different algorithm than ${algorithm}.`
        : `The password hash is not a valid ${algorithm} hash.`
    )
  }
  const parameters = found.slice(1).map(Number)
  if (makesSense?.(...parameters) === false)
    throw new RowFailure(`The password hash is not a valid ${algorithm} hash.`)
  if (parameters.some((value, index) => value > (maximums[index] ?? 0)))
    throw new RowFailure(
      'The password hash has a parameter that exceeds the maximum.'
    )
}
