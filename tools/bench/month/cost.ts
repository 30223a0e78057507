/** List prices in US dollars. Check them before you rely on a figure. */
export const PRICES = {
  /** When the figures were looked up, and for where. */
  date: '2026-11',
  region: 'us-east-1',
  /** https://aws.amazon.com/s3/pricing/, S3 Standard */
  storedGBMonth: 0.023,
  per1000Writes: 0.005,
  per1000Reads: 0.0004,
  /** To the internet, where runners of GitHub are; AWS gives 100 GB away. */
  transferredGB: 0.09,
  /** https://aws.amazon.com/kms/pricing/ */
  keyMonth: 1,
  per10000KeyUses: 0.03,
  /** https://docs.github.com/billing, a standard Linux runner of a private repository */
  runnerMinute: 0.006
} as const

/** What a month took. */
export interface MonthUse {
  /** Of all snapshots; each is counted as if it were there all month. */
  bytesStored: number
  /** Calls by operation, of Cognito and S3. */
  calls: Record<string, number>
  /** Bytes that verifications and comparisons read from S3. */
  bytesRead: number
  /** Minutes that GitHub bills; each job is rounded up. */
  runnerMinutes: number
}

/** In US dollars. */
export interface MonthCost {
  storage: number
  requests: number
  keys: number
  transfer: number
  runner: number
}

const WRITES = ['PutObject', 'ListObjectsV2', 'ListObjectVersions']
const READS = ['GetObject', 'HeadObject']

/**
 * The cost of a month. Each object that is written or read counts as one use of
 * the key, as if the bucket had no bucket key. Calls of Cognito that an export
 * makes are free, but for look-ups of MFA, which this pool needs none of.
 */
export function costOf(use: MonthUse): MonthCost {
  const counted = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + (use.calls[name] ?? 0), 0)
  const gigabytes = (bytes: number) => bytes / 2 ** 30
  const keyUses = counted(['PutObject', 'GetObject'])
  return {
    storage: gigabytes(use.bytesStored) * PRICES.storedGBMonth,
    requests:
      (counted(WRITES) / 1000) * PRICES.per1000Writes +
      (counted(READS) / 1000) * PRICES.per1000Reads,
    keys: PRICES.keyMonth + (keyUses / 10_000) * PRICES.per10000KeyUses,
    transfer: gigabytes(use.bytesRead) * PRICES.transferredGB,
    runner: use.runnerMinutes * PRICES.runnerMinute
  }
}
