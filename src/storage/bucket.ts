import type { S3Client } from '@aws-sdk/client-s3'
import { clientConfig, type AwsContext } from '../aws/client-config.ts'
import { readDenial } from '../aws/denials.ts'
import { endpointOf } from '../aws/environment.ts'
import { callAws, denied, DENIED } from '../aws/errors.ts'
import type { Explanation } from '../shared/errors.ts'
import type { BucketHeaders } from './bucket-headers.ts'
import { ownedBucket, type BucketOwner } from './bucket-owner.ts'

/** A bucket and the calls to S3 about it. */
export interface Bucket {
  readonly name: string
  /**
   * Whether AWS itself answers, which always echoes a checksum. An emulator may
   * not echo it.
   */
  readonly isAws: boolean
  /**
   * Makes one call. All calls of this room go through here.
   *
   * @param action the IAM action that the call needs, without `s3:`
   * @throws AwsCallError
   */
  call<T>(action: string, send: (client: S3Client) => Promise<T>): Promise<T>
  /** Says in the step's log what happened on the way. */
  log(line: string): void
}

/** Connects to a bucket. Makes no call yet. */
export function connectBucket(
  context: AwsContext,
  name: string,
  owner: BucketOwner = {},
  headers: BucketHeaders = {}
): Bucket {
  const endpoint = endpointOf(context.env, 'S3')
  const config = {
    ...clientConfig(context),
    // Bucket names as host names may not resolve at a custom endpoint.
    forcePathStyle: endpoint !== undefined,
    // Reads compare bytes with the manifest's SHA-256. The SDK's own check would
    // make a changed object look like a bug.
    responseChecksumValidation: 'WHEN_REQUIRED' as const,
    // Every PutObject has its SHA-256 already. The SDK would add its own
    // checksum as a header to every GetObject, which has no such member.
    requestChecksumCalculation: 'WHEN_REQUIRED' as const,
    // The bucket may be in another Region than the inputs say.
    followRegionRedirects: true
  }
  const send = ownedBucket(name, config, owner, headers)
  return {
    name,
    isAws: isAwsEndpoint(endpoint),
    call: (action, call) =>
      send(client =>
        callAws(
          context,
          `s3:${action}`,
          (awsCode, error) =>
            explain(name, action, awsCode) ??
            explainUnnamed(`s3:${action}`, awsCode, error, {
              context,
              name,
              expected: owner.expected,
              headers
            }),
          () => call(client)
        )
      ),
    log: line => context.log?.info(line)
  }
}

/** Interface endpoints of a VPC are custom endpoints, but still AWS. */
export function isAwsEndpoint(endpoint: string | undefined): boolean {
  if (endpoint === undefined) return true
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : ''
  return /(^|\.)(amazonaws\.com(\.cn)?|api\.aws|api\.amazonwebservices\.com\.cn)$/.test(
    host
  )
}

function explain(
  name: string,
  action: string,
  awsCode: string
): Explanation | undefined {
  switch (awsCode) {
    case 'NoSuchBucket':
      return {
        code: 'not-found',
        message: `There is no bucket ${name}. Check the input bucket, or create the bucket first.`
      }
    case 'PermanentRedirect':
    case 'AuthorizationHeaderMalformed':
    case 'IllegalLocationConstraintException':
      return {
        code: 'wrong-region',
        message: `The bucket ${name} is in another region than the one that was asked. Set the input bucket-region to the region of the bucket.`
      }
    case 'KMS.NotFoundException':
    case 'KMS.DisabledException':
    case 'KMS.InvalidStateException':
    case 'KMS.KMSInvalidStateException':
      return {
        code: 'not-found',
        message:
          action === 'PutObject'
            ? `The key that encrypts the bucket's objects can't be used (${awsCode}). Check the input kms-key-id: an enabled symmetric key in the region of the bucket, best as its ARN.`
            : `The key that an object in the bucket ${name} is encrypted with can't be used (${awsCode}). Enable that key, or cancel its deletion: without it nothing that it encrypts can be read.`
      }
    default:
      return undefined
  }
}

interface Asked {
  context: AwsContext
  name: string
  expected: string | undefined
  headers: BucketHeaders
}

/**
 * S3 refuses without a reason if the bucket has another owner, if a header is
 * missing, and mostly if the caller is in another account.
 */
function explainUnnamed(
  action: string,
  awsCode: string,
  error: Error,
  { context, name, expected, headers }: Asked
): Explanation | undefined {
  if (!DENIED.includes(awsCode)) return undefined
  if (readDenial(error.message).action !== undefined) return undefined
  const reason =
    expected === undefined
      ? denied(context, action, error)
      : `S3 refused ${action}. Either the bucket ${name} does not belong to the account ${expected} of the input expected-bucket-owner: then it must not be used. Or a policy refuses the call: the templates in infra/ list the permissions of each mode.`
  const hints = [reason, aclHint(action, headers), payerHint(headers)]
  return { code: 'access-denied', message: hints.filter(Boolean).join(' ') }
}

function aclHint(action: string, { objectAcl }: BucketHeaders): string {
  if (action !== 's3:PutObject') return ''
  return objectAcl === undefined
    ? 'If the bucket demands an ACL of its objects, set the input object-acl.'
    : 'The input object-acl needs the permission s3:PutObjectAcl too.'
}

function payerHint({ requestPayer }: BucketHeaders): string {
  return requestPayer === undefined
    ? 'If it is a Requester Pays bucket, set the input request-payer.'
    : ''
}
