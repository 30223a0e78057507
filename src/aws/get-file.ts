import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { httpAgents, type AwsContext } from './client-config.ts'

/**
 * Fetches a small public file over HTTPS: without credentials, without following
 * a redirect, within ten seconds.
 *
 * @returns its bytes; `undefined` where it can't be had, or has more than that
 */
export type GetFile = (
  url: URL,
  maxBytes: number,
  signal: AbortSignal
) => Promise<Buffer | undefined>

const TIMEOUT_MS = 10_000

/** What files are fetched by, through the job's proxy if it has one. */
export function createGetFile(context: AwsContext): GetFile {
  const { httpsAgent: agent } = httpAgents(context)
  return async (url, maxBytes, signal) => {
    const either = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
    try {
      const request = httpsRequest(url, { agent, signal: either })
      request.end()
      const [response] = (await once(request, 'response')) as [IncomingMessage]
      if (response.statusCode === 200) return await read(response, maxBytes)
      request.destroy()
    } catch {
      // Whatever it was: a logo is no reason to fail.
    }
    return undefined
  }
}

async function read(
  response: IncomingMessage,
  maxBytes: number
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    // Leaving the loop ends the connection.
    if (bytes > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
