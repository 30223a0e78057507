import type { Reply, WireRequest } from './wire.ts'

export type ServiceName = 'cognito-idp' | 's3' | 'sts' | 'github'

/** One request, as the services and the hooks of a test see it. */
export interface Call {
  service: ServiceName
  /** The API operation, e.g. `ListUsers` or `PutObject`. */
  operation: string
  /**
   * What is asked: the JSON body for Cognito, the form's fields for STS, the
   * query for GitHub, and `{ bucket, key, query, headers }` for S3.
   */
  input: unknown
  /** Counts the calls from 1 on, in the order of their arrival. */
  sequence: number
}

/** One of the services that share the simulator's address. */
export interface Service {
  readonly name: ServiceName
  /** What a request asks of this service; undefined if it isn't for it. */
  recognise(request: WireRequest): Pick<Call, 'operation' | 'input'> | undefined
  /** Told of each call as it arrives, before anything can hold it up. */
  arrived?(call: Call): void
  answer(call: Call, request: WireRequest): Reply
  /** An error in the service's own protocol. */
  fail(status: number, errorName: string, message: string): Reply
}
