import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { httpAgents, type AwsContext } from './client-config.ts'

/** A file that is made each time it is sent, and never stored. */
export interface FileToPut {
  /** Its length, because S3 accepts no body of unknown length. */
  bytes: number
  chunks(): Iterable<Uint8Array>
}

/**
 * Sends a file to a pre-signed address by one PUT.
 *
 * @returns the HTTP status of the answer
 * @throws Node's Error for a network failure or an abort; whatever the file's
 *   chunks throw
 */
export type PutFile = (
  address: string,
  headers: Readonly<Record<string, string>>,
  file: FileToPut,
  signal: AbortSignal
) => Promise<number>

/** The longest time without any progress, in milliseconds. */
const IDLE_MS = 120_000

/** Creates what sends files. The SDK can't send to a pre-signed address. */
export function createPutFile(context: AwsContext): PutFile {
  const { httpAgent, httpsAgent } = httpAgents(context)
  return async (address, headers, file, signal) => {
    const url = new URL(address)
    const options = {
      method: 'PUT',
      headers: { ...headers, 'content-length': String(file.bytes) },
      timeout: IDLE_MS,
      signal
    }
    const request =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...options, agent: httpsAgent })
        : httpRequest(url, { ...options, agent: httpAgent })
    request.once('timeout', () => {
      request.destroy(
        Object.assign(new Error('Nothing moved'), { code: 'ETIMEDOUT' })
      )
    })
    const answered = once(request, 'response') as Promise<[IncomingMessage]>
    // If the file breaks off, the request doesn't end by itself.
    const broken = Promise.withResolvers<never>()
    broken.promise.catch(() => undefined)
    const chunks = function* () {
      try {
        yield* file.chunks()
      } catch (error) {
        broken.reject(error)
        throw error
      }
    }
    // Any other failure here ends the request, which then reports it.
    pipeline(chunks, request).catch(() => undefined)
    const [response] = await Promise.race([answered, broken.promise])
    response.resume()
    // S3 may refuse the file before all of it was sent.
    if (!request.writableFinished) request.destroy()
    return response.statusCode ?? 0
  }
}
