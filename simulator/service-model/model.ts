import { readFileSync } from 'node:fs'

/** The services whose requests a model describes. */
export const MODELLED = ['cognito-idp', 's3', 'sts'] as const
export type ModelledService = (typeof MODELLED)[number]

/**
 * AWS's model of a service in botocore, for some operations: the inputs, and
 * the outputs of Cognito's reads. The names are those of botocore's
 * `service-2.json`.
 */
export interface ServiceModel {
  botocore: string
  apiVersion: string
  protocol: 'json' | 'query' | 'rest-xml'
  operations: Readonly<Record<string, OperationModel>>
  shapes: Readonly<Record<string, Shape>>
}

export interface OperationModel {
  method: string
  /** With labels, such as `/{Bucket}/{Key+}`, and fixed query parameters. */
  requestUri: string
  /** The name of a structure; an operation without one takes no members. */
  input?: string
  /** The structure of the output, if it was extracted. */
  output?: string
}

export interface Shape {
  type: string
  required?: readonly string[]
  members?: Readonly<Record<string, Member>>
  /** Of a list. */
  member?: Member
  flattened?: boolean
  /** Of a map. */
  key?: Member
  value?: Member
  /** Characters, bytes, items, or the number itself. */
  min?: number
  max?: number
  /** A regular expression of Java's. */
  pattern?: string
  enum?: readonly string[]
  /** Exactly one member is set. */
  union?: boolean
  payload?: string
  timestampFormat?: string
  /** AWS keeps its values out of logs. */
  sensitive?: boolean
  /** Of a structure that holds any JSON. */
  document?: boolean
}

/** A place for values of a shape. */
export interface Member {
  shape: string
  location?: 'uri' | 'querystring' | 'header' | 'headers'
  locationName?: string
}

const models = new Map<ModelledService, ServiceModel>()

/** The committed extract of a service's model, read once. */
export function modelOf(service: ModelledService): ServiceModel {
  const known = models.get(service)
  if (known !== undefined) return known
  const file = new URL(`${service}.json`, import.meta.url)
  const model = JSON.parse(readFileSync(file, 'utf8')) as ServiceModel
  models.set(service, model)
  return model
}
