import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'

/** What a bucket may ask of its callers, in headers of their calls. */
export interface BucketHeaders {
  /** The ACL of each object that is stored, which a bucket policy may demand. */
  objectAcl?: 'bucket-owner-full-control' | undefined
  /** That the caller's account pays, without which a Requester Pays bucket refuses. */
  requestPayer?: 'requester' | undefined
}

/**
 * A client that puts these into each call that takes them, whatever the call is.
 *
 * Source: S3 user guide, "Verifying bucket ownership with bucket owner condition",
 * "Using Requester Pays buckets" and "Controlling ownership of objects".
 *
 * @param headers `expectedOwner`: the account that the bucket must belong to
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
