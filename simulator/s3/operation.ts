import type { IncomingHttpHeaders } from 'node:http'
import type { Account } from '../account.ts'
import type { Permissions } from '../permissions.ts'
import type { Sessions } from '../sts/sessions.ts'
import type { Reply } from '../wire.ts'
import { invalidRequest } from './errors.ts'
import type { ObjectStore } from './object-store.ts'

/** A request to S3, its address taken apart. */
export interface S3Request {
  bucket: string
  /** Decoded; undefined in a request about the bucket itself. */
  key: string | undefined
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Everything that an operation works on. */
export interface S3State {
  account: Account
  permissions: Permissions
  sessions: Sessions
  store: ObjectStore
}

/** An API operation; throws an S3Error to refuse. */
export type S3Operation = (request: S3Request, state: S3State) => Reply

export function keyOf(request: S3Request): string {
  if (request.key === undefined) throw invalidRequest('There is no key.')
  return request.key
}
