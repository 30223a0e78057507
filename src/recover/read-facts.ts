import type { PoolDescription } from '../cognito/describe-pool.ts'
import { findActiveImportJob } from '../cognito/import/import-jobs.ts'
import {
  describeRecovery,
  listRecoveries,
  type ListedRecovery,
  type Recovery
} from '../cognito/recoveries.ts'
import { readReplicaList, type Replica } from '../cognito/replica-role.ts'
import { AwsCallError, canGoOnAfter } from '../shared/errors.ts'
import type { RecoverTools } from './request.ts'

/** What decides whether Cognito takes a recovery. `undefined`: not known. */
export interface RecoveryFactsRead {
  tier: PoolDescription['tier']
  region: string
  /** ms since 1970. */
  createdAt: number | undefined
  /** Whether the pool is encrypted with a key of its owner. */
  hasOwnKey: boolean
  isImporting: boolean | undefined
  replicas: readonly Replica[] | undefined
  /** Those of the last 30 days at least, the newest first. */
  recoveries: readonly Recovery[] | undefined
}

/** Cognito counts previews over 30 days, and completed recoveries over one. */
export const LONGEST_WINDOW_MS = 30 * 24 * 3_600_000

/**
 * Reads what decides whether a recovery is possible. What the role may not read is
 * not known.
 *
 * @throws UserError for which canGoOnAfter is false
 */
export async function readFacts(
  { tier, region, userPool }: PoolDescription,
  tools: Pick<RecoverTools, 'pool' | 'clock' | 'signal'>
): Promise<RecoveryFactsRead> {
  const { pool, signal } = tools
  const [job, replicas, recoveries] = await Promise.all([
    ifReadable(
      findActiveImportJob(pool, signal).then(found => ({
        isActive: found !== undefined
      }))
    ),
    readReplicaList(pool, signal),
    ifReadable(readRecoveries(tools))
  ])
  const { CreationDate: created, KeyConfiguration: key } = userPool
  return {
    tier,
    region,
    createdAt: typeof created === 'number' ? created * 1000 : undefined,
    hasOwnKey: key?.KeyType === 'CUSTOMER_MANAGED_KEY',
    isImporting: job?.isActive,
    replicas,
    recoveries
  }
}

/** Only a description says when a recovery was initiated. */
async function readRecoveries({
  pool,
  clock,
  signal
}: Pick<RecoverTools, 'pool' | 'clock' | 'signal'>): Promise<Recovery[]> {
  const oldest = clock.now() - LONGEST_WINDOW_MS
  const recoveries: Recovery[] = []
  for (const listed of await listUnlessOfPlan(pool, signal)) {
    const described = await ifReadable(
      describeRecovery(pool, listed.id, signal)
    )
    const unread = { ...listed, triggeredAt: undefined, preview: undefined }
    recoveries.push(described ?? unread)
    const { triggeredAt } = described ?? unread
    if (triggeredAt !== undefined && triggeredAt.getTime() < oldest) break
  }
  return recoveries
}

/** A plan without recoveries has had none. */
async function listUnlessOfPlan(
  pool: RecoverTools['pool'],
  signal: AbortSignal
): Promise<ListedRecovery[]> {
  try {
    return await listRecoveries(pool, signal)
  } catch (error) {
    const isOfPlan =
      error instanceof AwsCallError &&
      error.awsCode === 'FeatureUnavailableInTierException'
    if (isOfPlan) return []
    throw error
  }
}

async function ifReadable<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (canGoOnAfter(error)) return undefined
    throw error
  }
}
