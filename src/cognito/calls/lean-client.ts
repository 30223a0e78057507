import { randomUUID } from 'node:crypto'
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { HttpRequest, type HttpResponse } from '@smithy/core/protocols'
import type { Ending } from '../../shared/ending.ts'
import {
  listingOf,
  readPage,
  type Listing,
  type ListingPage
} from './listings.ts'
import type { Pacer } from './pacer.ts'
import { CallAbortedError, signalOfTurn } from './stop-calls.ts'

/** A request of a listing as the SDK made it, and what signs the next one. */
interface Prepared {
  request: HttpRequest
  sign: (request: HttpRequest) => Promise<HttpRequest>
}

/** What the SDK's middleware knows of a call. */
interface CallContext {
  __smithy_context: {
    commandInstance: Command
    selectedHttpAuthScheme?: {
      httpAuthOption: { signingProperties?: object }
      signer: {
        sign(
          request: HttpRequest,
          identity: object,
          properties: object
        ): Promise<HttpRequest>
      }
    }
  }
}

interface Command {
  input: object
}

interface Options {
  abortSignal?: AbortSignal
}

type Send = (command: Command, options?: Options) => Promise<object>

/**
 * Spares the SDK half of its work in a large listing, which is thousands of calls
 * that differ only in their body. For each call, the SDK resolves its endpoint,
 * copies its configuration and turns each user into a typed object, member by
 * member. So the SDK makes the first call of each listing. Of the others, this
 * client makes the first attempt: it sends the SDK's request with another body,
 * by the SDK's signer and its HTTP client. If anything but a page comes of it,
 * such as an error, the SDK gets that as the outcome of its own first attempt. So
 * the SDK explains all errors, and makes all further attempts.
 *
 * Apply it before stopCalls, which ends first attempts, too.
 *
 * @param pacer first attempts wait for their turn, too
 * @param ending ends this wait: see paceClient
 * @returns whether the first attempt of a command was made, and the SDK only
 *   gets its outcome
 */
export function leanClient(
  client: CognitoIdentityProviderClient,
  pacer: Pick<Pacer, 'turn'>,
  ending?: Ending
): (command: object) => boolean {
  const prepared = new Map<Listing, Prepared>()
  const pages = new WeakMap<Command, ListingPage>()
  /** Gives or throws what came of a first attempt that was no page. */
  const outcomes = new WeakMap<object, () => HttpResponse>()
  const { middlewareStack, config } = client
  // It copies every answer for a log that doesn't exist.
  middlewareStack.remove('loggerMiddleware')
  middlewareStack.addRelativeTo(
    <Args extends object, Answer>(
      next: (args: Args) => Promise<Answer>,
      context: object
    ) =>
      (args: Args): Promise<Answer> => {
        const { commandInstance, selectedHttpAuthScheme } = (
          context as CallContext
        ).__smithy_context
        const listing = listingOf(commandInstance)
        if (listing !== undefined && selectedHttpAuthScheme !== undefined) {
          const { signer, httpAuthOption } = selectedHttpAuthScheme
          prepared.set(listing, {
            request: (args as { request: unknown }).request as HttpRequest,
            sign: async request =>
              signer.sign(
                request,
                // The credentials may have been renewed since.
                await config.credentials(),
                httpAuthOption.signingProperties ?? {}
              )
          })
        }
        return next(args)
      },
    {
      name: 'prepareMiddleware',
      relation: 'before',
      toMiddleware: 'httpSigningMiddleware'
    }
  )
  middlewareStack.add(
    (next, context) => async args => {
      const { commandInstance } = (context as unknown as CallContext)
        .__smithy_context
      const listing = listingOf(commandInstance)
      if (listing === undefined) return await next(args)
      const outcome = outcomes.get(commandInstance)
      outcomes.delete(commandInstance)
      if (outcome !== undefined) return { response: outcome() }
      const result = await next(args)
      const page = await takePage(result.response as HttpResponse, listing)
      if (page !== undefined) pages.set(commandInstance, page)
      return result
    },
    { name: 'takePageMiddleware', step: 'deserialize', priority: 'low' }
  )

  /** Returns the page; `undefined` if the SDK is to make the call. */
  async function attempt(
    listing: Listing,
    command: Command,
    signal: AbortSignal | undefined
  ): Promise<ListingPage | undefined> {
    const call = prepared.get(listing)
    if (call === undefined) return undefined
    const untilTurn = signalOfTurn(signal, ending)
    if (!(await pacer.turn(listing.operation, untilTurn))) {
      throw new CallAbortedError()
    }
    let response: HttpResponse
    try {
      const request = await call.sign(withBody(call.request, command.input))
      const handled = await config.requestHandler.handle(request, {
        ...(signal && { abortSignal: signal })
      })
      response = handled.response as HttpResponse
      const page = await takePage(response, listing)
      if (page !== undefined) return page
    } catch (error) {
      // A read has no effect.
      if (signal?.aborted === true) throw new CallAbortedError()
      outcomes.set(command, () => {
        throw error
      })
      return undefined
    }
    outcomes.set(command, () => response)
    return undefined
  }

  const send = client.send.bind(client) as Send
  const sendLeanly: Send = async (command, options) => {
    const listing = listingOf(command)
    if (listing === undefined) return await send(command, options)
    const page = await attempt(listing, command, options?.abortSignal)
    if (page !== undefined) {
      const $metadata = { httpStatusCode: 200, attempts: 1 }
      return { ...page.rest, [listing.list]: page.items, $metadata }
    }
    const answer = await send(command, options)
    const taken = pages.get(command)
    pages.delete(command)
    return taken === undefined
      ? answer
      : { ...answer, [listing.list]: taken.items }
  }
  client.send = sendLeanly as typeof client.send
  return command => outcomes.has(command)
}

/** The same request with another body, as a first attempt of a call of its own. */
function withBody(request: HttpRequest, input: object): HttpRequest {
  const body = Buffer.from(JSON.stringify(input))
  return Object.assign(HttpRequest.clone(request), {
    headers: {
      ...request.headers,
      'content-length': String(body.length),
      'amz-sdk-invocation-id': randomUUID(),
      'amz-sdk-request': 'attempt=1'
    },
    body
  })
}

/**
 * Takes the items out of an answer and leaves the rest to the SDK. An answer that
 * is no page of the listing stays as it is, for the SDK to judge.
 */
async function takePage(
  response: HttpResponse,
  listing: Listing
): Promise<ListingPage | undefined> {
  if (response.statusCode !== 200) return undefined
  const body = await textOf(response.body as AsyncIterable<Buffer>)
  const page = readPage(body, listing)
  response.body = Buffer.from(
    page === undefined ? body : JSON.stringify(page.rest)
  )
  return page
}

/**
 * Decodes a body when it is whole. Until then its pieces stay buffers, because
 * each garbage collection would copy strings.
 */
export async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
