import { randomBytes } from 'node:crypto'
import type { Account } from '../../account.ts'

/** Cognito's own bucket, named after the airport of the region. */
export const importBucket = 'aws-cognito-idp-user-import-iad'

/** "Valid for 15 minutes"; the examples of the API reference have 899 seconds. */
const lifetimeSeconds = 899

/** The header that the upload has to send, and its value. */
export const signedHeader = {
  name: 'x-amz-server-side-encryption',
  value: 'aws:kms'
} as const

/**
 * A URL for one PUT of a job's file, with the query of a version 4 signature.
 * The signature itself is a random number.
 *
 * Source: API reference, CreateUserImportJob, examples; IAM user guide,
 * "Authenticating requests: using query parameters".
 */
export function createPreSignedUrl(
  endpoint: string,
  { accountId, region, clock }: Account,
  { poolId, jobId }: { poolId: string; jobId: string }
): string {
  const date = amzDate(clock.now())
  const query = new URLSearchParams({
    'X-Amz-Security-Token': randomBytes(96).toString('base64'),
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': date,
    'X-Amz-SignedHeaders': `host;${signedHeader.name}`,
    'X-Amz-Expires': String(lifetimeSeconds),
    'X-Amz-Credential': `ASIAEXAMPLE/${date.slice(0, 8)}/${region}/s3/aws4_request`,
    'X-Amz-Signature': randomBytes(32).toString('hex')
  })
  const path = `/${importBucket}/${accountId}/${poolId}/${jobId}`
  return `${endpoint}${path}?${query.toString()}`
}

/** The time at which a URL expires; undefined if it isn't signed. */
export function expiryOf(query: URLSearchParams): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(
      query.get('X-Amz-Date') ?? ''
    ) ?? []
  const seconds = query.get('X-Amz-Expires')
  if (year === undefined || seconds === null) return undefined
  const signedAt = `${[year, month, day].join('-')}T${[hour, minute, second].join(':')}Z`
  return Date.parse(signedAt) + Number(seconds) * 1000
}

/** Whether a request has exactly the signed query, in any order. */
export function isSignedQuery(
  query: URLSearchParams,
  preSignedUrl: string
): boolean {
  const sorted = (params: URLSearchParams) =>
    JSON.stringify([...params].sort(([a], [b]) => (a < b ? -1 : 1)))
  return sorted(query) === sorted(new URL(preSignedUrl).searchParams)
}

/** A time in the format of signatures, e.g. 20261123T081500Z. */
const amzDate = (time: number) =>
  new Date(time).toISOString().replace(/[-:]|\.\d+/g, '')
