import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'

/** Headers that a bucket may demand of its callers. */
export interface BucketHeaders {
  /** The ACL of each stored object, which a bucket policy may demand. */
  objectAcl?: 'bucket-owner-full-control' | undefined
  /** Says that the caller's account pays, as Requester Pays buckets demand. */
  requestPayer?: 'requester' | undefined
}

/**
 * A client that adds these headers to every call.
 *
 * Source: S3 user guide, "Verifying bucket ownership with bucket owner
 * condition", "Using Requester Pays buckets" and "Controlling ownership of
 * objects".
 *
 * @param headers `expectedOwner`: the account to which the bucket must belong
 */
export function clientWithHeaders(
  config: S3ClientConfig,
  headers: BucketHeaders & { expectedOwner?: string }
): S3Client {
  const { objectAcl, requestPayer, expectedOwner } = headers
  const client = new S3Client(config)
  client.middlewareStack.add(
    (next, context) => args => {
      const isPut = context.commandName === 'PutObjectCommand'
      const input = {
        ...args.input,
        ...(expectedOwner && { ExpectedBucketOwner: expectedOwner }),
        ...(requestPayer && { RequestPayer: requestPayer }),
        ...(isPut && objectAcl && { ACL: objectAcl })
      }
      return next({ ...args, input })
    },
    { name: 'bucketHeadersMiddleware', step: 'initialize' }
  )
  return client
}
