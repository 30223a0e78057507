import type { IncomingHttpHeaders } from 'node:http'
import type { Account } from '../account.ts'
import { header } from '../wire.ts'
import { invalidArgument, S3Error } from './errors.ts'

/** How an object is encrypted on the server. */
export interface Encryption {
  algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse'
  /** The ARN of the key, under SSE-KMS. */
  keyArn?: string
  bucketKeyEnabled: boolean
}

const prefix = 'x-amz-server-side-encryption'

/**
 * Reads the encryption that a PutObject asks for. By default an object gets
 * SSE-S3, as every object does since 2023.
 *
 * Source: S3 API reference, PutObject.
 */
export function readEncryption(
  headers: IncomingHttpHeaders,
  account: Account
): Encryption {
  const algorithm = header(headers, prefix)
  const keyId = header(headers, `${prefix}-aws-kms-key-id`)
  const bucketKeyEnabled =
    header(headers, `${prefix}-bucket-key-enabled`)?.toLowerCase() === 'true'
  switch (algorithm) {
    case undefined:
    case 'AES256':
      if (keyId !== undefined)
        throw invalidArgument(
          'x-amz-server-side-encryption header is required if the x-amz-server-side-encryption-aws-kms-key-id header is present'
        )
      return { algorithm: 'AES256', bucketKeyEnabled: false }
    case 'aws:kms':
    case 'aws:kms:dsse':
      return { algorithm, keyArn: findKey(keyId, account), bucketKeyEnabled }
    default:
      throw invalidArgument('The encryption method specified is not supported')
  }
}

/** A key is named by id, ARN, alias or the ARN of an alias. */
function findKey(keyId: string | undefined, account: Account): string {
  const { bucketRegion, bucketAccountId, kmsKeyArn, kmsKeyAlias } = account
  const arnOf = (name: string) =>
    `arn:aws:kms:${bucketRegion}:${bucketAccountId}:${name}`
  // Without a name it is the AWS managed key for S3 in this account.
  if (keyId === undefined)
    return arnOf('key/00000000-aaaa-4bbb-8ccc-000000000053')
  const names = [
    kmsKeyArn,
    kmsKeyArn.slice(kmsKeyArn.indexOf('/') + 1),
    kmsKeyAlias,
    arnOf(kmsKeyAlias)
  ]
  if (names.includes(keyId)) return kmsKeyArn
  throw new S3Error(
    400,
    'KMS.NotFoundException',
    keyId.includes('alias/')
      ? `Alias ${keyId} is not found.`
      : `Key '${keyId}' does not exist`
  )
}

/** The headers in which S3 says how an object is encrypted. */
export function encryptionHeaders({
  algorithm,
  keyArn,
  bucketKeyEnabled
}: Encryption): Record<string, string> {
  return {
    [prefix]: algorithm,
    ...(keyArn !== undefined && { [`${prefix}-aws-kms-key-id`]: keyArn }),
    ...(bucketKeyEnabled && { [`${prefix}-bucket-key-enabled`]: 'true' })
  }
}
