import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3'
import { AwsCallError } from '../shared/errors.ts'
import type { Warning } from '../shared/outcome.ts'
import { clientWithHeaders, type BucketHeaders } from './bucket-headers.ts'

/** The account that must own a bucket, or most likely does. */
export interface BucketOwner {
  /** The account that the input expected-bucket-owner names. */
  expected?: string | undefined
  /** The account of the pool or of the bucket's role, once it is known. */
  likely?: () => string | undefined
  /** Called once if another account owns the bucket. */
  warn?: (warning: Warning) => void
}

/** Makes a call with the given client. */
type Send<T> = (client: S3Client) => Promise<T>

/**
 * Makes S3 check in each call that the right account owns the bucket, because
 * anyone can take a bucket name that was given up.
 *
 * The expected owner is required. The likely owner isn't, because a bucket in
 * an account of its own is good practice. If S3 refuses a call with the likely
 * owner, the same call is made without that condition. If it then succeeds, the
 * run goes on and warns.
 *
 * Source: S3 user guide, "Verifying bucket ownership with bucket owner
 * condition".
 */
export function ownedBucket(
  name: string,
  config: S3ClientConfig,
  owner: BucketOwner,
  headers: BucketHeaders = {}
): <T>(send: Send<T>) => Promise<T> {
  const { expected, likely, warn } = owner
  const anyone = clientWithHeaders(config, headers)
  const guarded = new Map<string, S3Client>()
  const clientFor = (accountId: string) => {
    const known =
      guarded.get(accountId) ??
      clientWithHeaders(config, { ...headers, expectedOwner: accountId })
    guarded.set(accountId, known)
    return known
  }
  // Undefined until a call has answered the question.
  let isLikelyRight: boolean | undefined

  return async send => {
    if (expected !== undefined) return send(clientFor(expected))
    const accountId = isLikelyRight === false ? undefined : likely?.()
    if (accountId === undefined) return send(anyone)
    try {
      const answer = await send(clientFor(accountId))
      isLikelyRight = true
      return answer
    } catch (error) {
      if (isLikelyRight === true || !isDenied(error)) throw error
    }
    const isOtherOwner = () => {
      if (isLikelyRight === undefined) warn?.(otherOwner(name, accountId))
      isLikelyRight = false
    }
    try {
      const answer = await send(anyone)
      isOtherOwner()
      return answer
    } catch (error) {
      if (!isDenied(error)) isOtherOwner()
      throw error
    }
  }
}

function isDenied(error: unknown): boolean {
  return error instanceof AwsCallError && error.code === 'access-denied'
}

function otherOwner(name: string, accountId: string): Warning {
  return {
    title: 'The bucket belongs to another account',
    text: `The bucket ${name} does not belong to the account ${accountId}, as the user pool or the role for the bucket does. If that is as it should be, set the input expected-bucket-owner to the account that owns it. Then no bucket of that name in another account is ever used.`
  }
}
