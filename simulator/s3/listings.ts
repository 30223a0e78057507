import type { Reply } from '../wire.ts'
import type { Element } from '../xml.ts'
import { element, xmlDocument } from '../xml.ts'
import { invalidArgument } from './errors.ts'
import type { ObjectVersion } from './object-store.ts'
import type { S3Operation } from './operation.ts'

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/'
const maxKeysPerPage = 1000

/** Source: S3 API reference, ListObjectsV2. */
export const listObjectsV2: S3Operation = ({ bucket, query }, { store }) => {
  const prefix = query.get('prefix') ?? ''
  const delimiter = query.get('delimiter') ?? ''
  const maxKeys = readMaxKeys(query)
  const token = query.get('continuation-token')
  const startAfter = query.get('start-after') ?? ''
  const after = token === null ? startAfter : decodeToken(token)
  const encode = encoder(query)

  const entries: Element[] = []
  const prefixes = new Set<string>()
  let last = ''
  let isTruncated = false
  for (const key of store.keys()) {
    const version = store.current(key)
    if (!version?.stored || !key.startsWith(prefix)) continue
    const common = commonPrefix(key, prefix, delimiter)
    // A common prefix stands for all its keys in the list.
    const name = common ?? key
    if (compareBytes(name, after) <= 0) continue
    if (common !== undefined && prefixes.has(common)) continue
    if (entries.length + prefixes.size >= maxKeys) {
      isTruncated = true
      break
    }
    last = name
    if (common === undefined)
      entries.push(element('Contents', describe(version, encode)))
    else prefixes.add(common)
  }
  return xmlReply('ListBucketResult', [
    element('Name', bucket),
    element('Prefix', encode(prefix)),
    ...(delimiter === '' ? [] : [element('Delimiter', encode(delimiter))]),
    element('MaxKeys', maxKeys),
    ...(query.has('encoding-type') ? [element('EncodingType', 'url')] : []),
    element('KeyCount', entries.length + prefixes.size),
    element('IsTruncated', isTruncated),
    ...(token === null ? [] : [element('ContinuationToken', token)]),
    ...(isTruncated
      ? [element('NextContinuationToken', encodeToken(last))]
      : []),
    ...(startAfter === '' ? [] : [element('StartAfter', encode(startAfter))]),
    ...entries,
    ...[...prefixes].map(common =>
      element('CommonPrefixes', [element('Prefix', encode(common))])
    )
  ])
}

/**
 * The versions of all keys, newest first within a key; a page ends only
 * between two keys. Source: S3 API reference, ListObjectVersions.
 */
export const listObjectVersions: S3Operation = (
  { bucket, query },
  { store }
) => {
  const prefix = query.get('prefix') ?? ''
  const maxKeys = readMaxKeys(query)
  const marker = query.get('key-marker') ?? ''
  const encode = encoder(query)
  const entries: Element[] = []
  let last = ''
  let isTruncated = false
  for (const key of store.keys()) {
    if (!key.startsWith(prefix) || compareBytes(key, marker) <= 0) continue
    if (entries.length >= maxKeys) {
      isTruncated = true
      break
    }
    last = key
    for (const [index, version] of store.versions(key).entries())
      entries.push(
        element(version.stored ? 'Version' : 'DeleteMarker', [
          element('VersionId', version.versionId),
          element('IsLatest', index === 0),
          ...describe(version, encode)
        ])
      )
  }
  return xmlReply('ListVersionsResult', [
    element('Name', bucket),
    element('Prefix', encode(prefix)),
    element('KeyMarker', encode(marker)),
    element('MaxKeys', maxKeys),
    ...(query.has('encoding-type') ? [element('EncodingType', 'url')] : []),
    element('IsTruncated', isTruncated),
    ...(isTruncated ? [element('NextKeyMarker', encode(last))] : []),
    ...entries
  ])
}

/** Source: S3 API reference, GetBucketVersioning. */
export const getBucketVersioning: S3Operation = () =>
  xmlReply('VersioningConfiguration', [element('Status', 'Enabled')])

/** Source: S3 API reference, HeadBucket. */
export const headBucket: S3Operation = (_request, { account }) => ({
  status: 200,
  headers: { 'x-amz-bucket-region': account.bucketRegion },
  body: ''
})

function describe(
  version: ObjectVersion,
  encode: (key: string) => string
): Element[] {
  return [
    element('Key', encode(version.key)),
    element('LastModified', new Date(version.modifiedAt).toISOString()),
    ...(version.stored
      ? [
          element('ETag', version.stored.etag),
          element('Size', version.stored.bytes.length),
          element(
            'StorageClass',
            version.stored.storage?.storageClass ?? 'STANDARD'
          )
        ]
      : [])
  ]
}

function commonPrefix(
  key: string,
  prefix: string,
  delimiter: string
): string | undefined {
  if (delimiter === '') return undefined
  const at = key.indexOf(delimiter, prefix.length)
  return at < 0 ? undefined : key.slice(0, at + delimiter.length)
}

/** Keys are in the order of their bytes, which isn't that of UTF-16. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function readMaxKeys(query: URLSearchParams): number {
  const text = query.get('max-keys') ?? String(maxKeysPerPage)
  if (!/^\d+$/.test(text))
    throw invalidArgument(
      'Provided max-keys not an integer or within integer range'
    )
  return Math.min(Number(text), maxKeysPerPage)
}

/** With `encoding-type=url` even keys that XML can't hold are readable. */
function encoder(query: URLSearchParams): (key: string) => string {
  if (query.get('encoding-type') !== 'url') return key => key
  return key => encodeURIComponent(key).replace(/%2F/g, '/')
}

const encodeToken = (key: string) => Buffer.from(key).toString('base64')

function decodeToken(token: string): string {
  const key = Buffer.from(token, 'base64').toString()
  if (encodeToken(key) !== token)
    throw invalidArgument('The continuation token provided is incorrect')
  return key
}

function xmlReply(name: string, content: Element[]): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: xmlDocument({ name, attributes: { xmlns: namespace }, content })
  }
}
