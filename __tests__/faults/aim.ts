import type {
  Fault,
  SimulatedCall,
  Simulator
} from '../../simulator/simulator.ts'
import type { S3Call, S3Case } from './cases/s3-case.ts'

/** What of a call to S3 tells what it is about. */
interface S3Input {
  key?: string
  query: Record<string, string>
  headers: Record<string, string>
}

interface Sight {
  operation?: string
  key?: RegExp
  hasVersion?: boolean
  /** The first of these calls that is meant. */
  from?: number
}

const part = (operation: string, kind: string): Sight => ({
  operation,
  key: new RegExp(kind === 'pool' ? '/pool\\.json' : `/${kind}/part-`)
})
const get = (key: RegExp): Sight => ({ operation: 'GetObject', key })
const put = (key: RegExp): Sight => ({ operation: 'PutObject', key })

const SIGHTS: Readonly<Record<S3Call, Sight>> = {
  'PUT pool': part('PutObject', 'pool'),
  'PUT groups': part('PutObject', 'groups'),
  'PUT users': part('PutObject', 'users'),
  'PUT memberships': part('PutObject', 'memberships'),
  'PUT manifest': put(/\/manifest\.json$/),
  'PUT started': put(/\/started-1\.json$/),
  'PUT finished': put(/\/finished-1\.json$/),
  'PUT report': put(/\/report\.ndjson/),
  'PUT map of subs': put(/\/sub-map\.csv/),
  'GET pool': part('GetObject', 'pool'),
  'GET groups': part('GetObject', 'groups'),
  'GET users': part('GetObject', 'users'),
  'GET users again': { ...part('GetObject', 'users'), from: 2 },
  'GET version of users': { ...part('GetObject', 'users'), hasVersion: true },
  'GET newest of users': { ...part('GetObject', 'users'), hasVersion: false },
  'GET memberships': part('GetObject', 'memberships'),
  'GET manifest': get(/\/manifest\.json$/),
  'GET started': get(/\/started-1\.json$/),
  'GET finished': get(/\/finished-1\.json$/),
  'HEAD users': part('HeadObject', 'users'),
  'HEAD manifest': { operation: 'HeadObject', key: /\/manifest\.json$/ },
  'LIST snapshots': { operation: 'ListObjectsV2' },
  'LIST versions': { operation: 'ListObjectVersions' },
  'every call': {}
}

/** Whom the calls of a case are signed by: so each fault meets one run only. */
export function accessKeyOf(index: number): string {
  return `AKIDCASE${index}END`
}

/** The faults of many cases at once, and which of their calls were met. */
export function aimAll(cases: readonly S3Case[]): {
  faults: Fault[]
  /** The calls of each case that no fault has met yet, by its index. */
  unmet: Set<S3Call>[]
} {
  const unmet = cases.map(({ on, also = [] }) => new Set([on, ...also]))
  const faults = cases.flatMap((one, index) =>
    aimsOf(one).map(({ does, on, times }): Fault => {
      const sight = SIGHTS[on]
      let seen = 0
      return {
        does,
        from: sight.from ?? 1,
        times: times === 'all' ? Infinity : 1,
        where(call) {
          if (!isSeen(call, sight, accessKeyOf(index))) return false
          seen += 1
          if (seen >= (sight.from ?? 1)) unmet[index]?.delete(on)
          return true
        }
      }
    })
  )
  return { faults, unmet }
}

function aimsOf({ does, on, times, also = [], and }: S3Case) {
  const calls = [on, ...also].map(call => ({ does, on: call, times }))
  return and === undefined ? calls : [...calls, and]
}

function isSeen(
  { service, operation, input }: SimulatedCall,
  sight: Sight,
  accessKey: string
): boolean {
  if (service !== 's3') return false
  const { key = '', query, headers } = input as S3Input
  if (!headers['authorization']?.includes(`Credential=${accessKey}/`)) {
    return false
  }
  if (sight.operation !== undefined && sight.operation !== operation) {
    return false
  }
  if (sight.key?.test(key) === false) return false
  const hasVersion = query['versionId'] !== undefined
  return sight.hasVersion === undefined || sight.hasVersion === hasVersion
}

/**
 * Inputs that say whose the bucket is. Without them a call that S3 refuses is made
 * once more, without the owner that is merely likely, and the fault is over then.
 */
export function ownedBucketOf({ accountId }: Pick<Simulator, 'accountId'>) {
  return { 'expected-bucket-owner': accountId }
}
