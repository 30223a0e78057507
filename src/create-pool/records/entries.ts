/** A pool that a run has begun to make. */
export interface PoolStart {
  /** 32 hex digits. */
  nonce: string
  snapshotId: string
  sourceUserPoolId: string
  poolName: string
}

/**
 * What an object says that was stored before a pool was made.
 *
 * @returns `undefined` for an object of another origin
 */
export function readStart(
  bytes: Uint8Array,
  nonce: string
): PoolStart | undefined {
  const content = parse(bytes, nonce)
  if (content === undefined) return undefined
  const { snapshotId, sourceUserPoolId, poolName } = content
  if (
    typeof snapshotId !== 'string' ||
    typeof sourceUserPoolId !== 'string' ||
    typeof poolName !== 'string'
  ) {
    return undefined
  }
  return { nonce, snapshotId, sourceUserPoolId, poolName }
}

/** A pool whose app clients are all made. */
export interface MadeClients {
  userPoolId: string
  /** New ids by the old ones. */
  clients: ReadonlyMap<string, string>
}

/**
 * What an object says that was stored after all app clients were made.
 *
 * @returns `undefined` for an object of another origin
 */
export function readClients(
  bytes: Uint8Array,
  nonce: string
): MadeClients | undefined {
  const { userPoolId, clients } = parse(bytes, nonce) ?? {}
  if (typeof userPoolId !== 'string') return undefined
  if (typeof clients !== 'object' || clients === null) return undefined
  const pairs = Object.entries(clients as Record<string, unknown>)
  const ids = pairs.filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string'
  )
  return { userPoolId, clients: new Map(ids) }
}

/**
 * What a later run has set of what waited.
 *
 * @returns `undefined` for an object of another origin
 */
export function readSet(
  bytes: Uint8Array,
  nonce: string
): ReadonlySet<string> | undefined {
  const names = parse(bytes, nonce)?.['set']
  return Array.isArray(names) ? new Set(names.map(String)) : undefined
}

function parse(
  bytes: Uint8Array,
  nonce: string
): Record<string, unknown> | undefined {
  try {
    const content = JSON.parse(Buffer.from(bytes).toString()) as Record<
      string,
      unknown
    > | null
    const isOurs =
      content?.['format'] === 'cognito-backup-pool' &&
      content['nonce'] === nonce
    return isOurs ? content : undefined
  } catch {
    return undefined
  }
}
