import type { Reply, WireRequest } from './wire.ts'

export type ServiceName = 'cognito-idp' | 's3' | 'sts' | 'github'

/** One request, in the form for the services and for the hooks of a test. */
export interface Call {
  service: ServiceName
  /** The API operation, e.g. `ListUsers` or `PutObject`. */
  operation: string
  /**
   * The input: the JSON body for Cognito, the form's fields for STS, the query
   * for GitHub, and `{ bucket, key, query, headers }` for S3.
   */
  input: unknown
  /** Counts the calls from 1 on, in the order of their arrival. */
  sequence: number
}

/** One of the services that share the simulator's address. */
export interface Service {
  readonly name: ServiceName
  /** Reads the call in a request; undefined if it is for another service. */
  recognise(request: WireRequest): Pick<Call, 'operation' | 'input'> | undefined
  /** Gets each call on arrival, before any delay. */
  arrived?(call: Call): void
  answer(call: Call, request: WireRequest): Reply
  /** Gets each call that arrived once it is dealt with, whatever became of it. */
  left?(call: Call): void
  /** An error in the service's own protocol. */
  fail(status: number, errorName: string, message: string): Reply
}
