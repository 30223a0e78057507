import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { operations as cognitoOperations } from '../cognito/operations.ts'
import type {
  Member,
  ModelledService,
  OperationModel,
  ServiceModel,
  Shape
} from './model.ts'

/** The extracted operations: all that the simulator answers. */
export const EXTRACTED: Record<
  ModelledService,
  { apiVersion: string; operations: readonly string[] }
> = {
  'cognito-idp': {
    apiVersion: '2016-04-18',
    operations: [...cognitoOperations.keys()].sort()
  },
  s3: {
    apiVersion: '2006-03-01',
    operations: [
      'DeleteObject',
      'GetBucketVersioning',
      'GetObject',
      'HeadBucket',
      'HeadObject',
      'ListObjectVersions',
      'ListObjectsV2',
      'PutObject'
    ]
  },
  sts: {
    apiVersion: '2011-06-15',
    operations: ['AssumeRoleWithWebIdentity', 'GetCallerIdentity']
  }
}

/**
 * The operations with extracted answers: those of Cognito that change nothing.
 */
const READS = /^(List|Describe|Get|AdminGet|AdminList)/

/** The parts of botocore's `service-2.json` that this file reads. */
interface Published {
  metadata: { apiVersion: string; protocol: ServiceModel['protocol'] }
  operations: Record<
    string,
    {
      http: { method: string; requestUri: string }
      input?: { shape: string }
      output?: { shape: string }
    }
  >
  shapes: Record<string, Shape>
}

/**
 * The extract of a service's model from an installed botocore.
 *
 * @param folder the Python package `botocore`
 * @throws Error where an operation isn't there, or is one that sends XML, which
 *   the validator doesn't read
 */
export function extractModel(
  folder: string,
  service: ModelledService
): ServiceModel {
  const { apiVersion, operations } = EXTRACTED[service]
  const file = join(folder, 'data', service, apiVersion, 'service-2.json.gz')
  const published = JSON.parse(
    gunzipSync(readFileSync(file)).toString()
  ) as Published
  const shapes = new Map<string, Shape>()
  return {
    botocore: versionOf(folder),
    apiVersion: published.metadata.apiVersion,
    protocol: published.metadata.protocol,
    operations: Object.fromEntries(
      operations.map(name => [name, extractOperation(name, published, shapes)])
    ),
    shapes: Object.fromEntries([...shapes].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
}

function versionOf(folder: string): string {
  const source = readFileSync(join(folder, '__init__.py'), 'utf8')
  const version = /^__version__ = '(.+)'/m.exec(source)?.[1]
  if (version === undefined) throw new Error(`${folder} is not botocore.`)
  return version
}

function extractOperation(
  name: string,
  { operations, shapes, metadata }: Published,
  into: Map<string, Shape>
): OperationModel {
  const operation = operations[name]
  if (operation === undefined) throw new Error(`botocore has no ${name}.`)
  const { method, requestUri } = operation.http
  const input = operation.input?.shape
  const isRead = metadata.protocol === 'json' && READS.test(name)
  const output = isRead ? operation.output?.shape : undefined
  for (const shape of [input, output]) {
    if (shape !== undefined) collect(shape, shapes, into)
  }
  if (input !== undefined && metadata.protocol === 'rest-xml') {
    refuseXml(name, input, into)
  }
  return withoutUndefined({ method, requestUri, input, output })
}

/** Members without a location go into a body of XML. */
function refuseXml(
  operation: string,
  input: string,
  shapes: ReadonlyMap<string, Shape>
): void {
  const { members = {} } = shapes.get(input) ?? {}
  const isXml = Object.values(members).some(
    ({ shape, location }) =>
      location === undefined && shapes.get(shape)?.type !== 'blob'
  )
  if (isXml) throw new Error(`${operation} sends XML, which nothing reads yet.`)
}

/** Copies a shape and all shapes that it refers to. */
function collect(
  name: string,
  all: Published['shapes'],
  into: Map<string, Shape>
): void {
  if (into.has(name)) return
  const shape = all[name]
  if (shape === undefined) throw new Error(`botocore has no shape ${name}.`)
  const { type, required, members, member, flattened, key, value } = shape
  const { min, max, pattern, enum: values, union } = shape
  const { payload, timestampFormat, sensitive, document } = shape
  const taken = withoutUndefined({
    type,
    required,
    members: members && mapMembers(members),
    member: member && place(member),
    flattened,
    key: key && place(key),
    value: value && place(value),
    min,
    max,
    pattern,
    enum: values,
    union,
    payload,
    timestampFormat,
    sensitive,
    document
  })
  into.set(name, taken)
  const parts = [...Object.values(members ?? {}), member, key, value]
  for (const part of parts) {
    if (part !== undefined) collect(part.shape, all, into)
  }
}

function mapMembers(members: Readonly<Record<string, Member>>) {
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => [name, place(member)])
  )
}

function place({ shape, location, locationName }: Member): Member {
  return withoutUndefined({ shape, location, locationName })
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

function withoutUndefined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined)
  ) as Defined<T>
}
