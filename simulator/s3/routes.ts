/** Bucket and key of a path-style address; the key is undefined if there is none. */
export function readAddress(path: string): {
  bucket: string
  key: string | undefined
} {
  const slash = path.indexOf('/', 1)
  const bucket = decode(slash < 0 ? path.slice(1) : path.slice(1, slash))
  const key = slash < 0 ? '' : decode(path.slice(slash + 1))
  return { bucket, key: key === '' ? undefined : key }
}

/**
 * The API operation that a request means. Operations that the simulator doesn't
 * answer have names too, so that the statistics show requests for them.
 *
 * Source: S3 API reference, request syntax of each operation.
 */
export function nameOperation(
  method: string,
  bucket: string,
  key: string | undefined,
  query: URLSearchParams
): string {
  if (bucket === '') return 'ListBuckets'
  const names = key === undefined ? bucketOperations : objectOperations
  for (const [parameter, operation] of names[method] ?? [])
    if (parameter === undefined || query.has(parameter)) return operation
  return `${method} ${key === undefined ? 'bucket' : 'object'}`
}

/** By method: the query parameter of an operation, and its name. */
type Routes = Record<string, [parameter: string | undefined, name: string][]>

const objectOperations: Routes = {
  GET: [
    ['acl', 'GetObjectAcl'],
    ['attributes', 'GetObjectAttributes'],
    ['retention', 'GetObjectRetention'],
    ['tagging', 'GetObjectTagging'],
    ['uploadId', 'ListParts'],
    [undefined, 'GetObject']
  ],
  HEAD: [[undefined, 'HeadObject']],
  PUT: [
    ['acl', 'PutObjectAcl'],
    ['retention', 'PutObjectRetention'],
    ['tagging', 'PutObjectTagging'],
    ['uploadId', 'UploadPart'],
    [undefined, 'PutObject']
  ],
  POST: [
    ['uploads', 'CreateMultipartUpload'],
    ['uploadId', 'CompleteMultipartUpload'],
    ['restore', 'RestoreObject']
  ],
  DELETE: [
    ['tagging', 'DeleteObjectTagging'],
    ['uploadId', 'AbortMultipartUpload'],
    [undefined, 'DeleteObject']
  ]
}

const bucketOperations: Routes = {
  GET: [
    ['versions', 'ListObjectVersions'],
    ['versioning', 'GetBucketVersioning'],
    ['encryption', 'GetBucketEncryption'],
    ['location', 'GetBucketLocation'],
    ['object-lock', 'GetObjectLockConfiguration'],
    ['policy', 'GetBucketPolicy'],
    ['uploads', 'ListMultipartUploads'],
    ['list-type', 'ListObjectsV2'],
    [undefined, 'ListObjects']
  ],
  HEAD: [[undefined, 'HeadBucket']],
  PUT: [[undefined, 'CreateBucket']],
  POST: [['delete', 'DeleteObjects']],
  DELETE: [[undefined, 'DeleteBucket']]
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // It isn't percent-encoded: use it unchanged.
    return text
  }
}
