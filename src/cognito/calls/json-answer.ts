import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { textOf } from './lean-client.ts'
import type { CognitoCalls } from './pool-client.ts'

/** A type of the SDK as JSON has it: dates are seconds since 1970, blobs base64. */
export type InJson<T> = T extends Date
  ? number
  : T extends Uint8Array
    ? string
    : T extends readonly (infer Item)[]
      ? InJson<Item>[]
      : T extends object
        ? { [Key in keyof T]: InJson<T[Key]> }
        : T

/** A command of the SDK, whichever it is. */
export interface AnyCommand {
  middlewareStack: object
}

/** An answer of Cognito's as JSON has it. */
export type Answer = Readonly<Record<string, unknown>>

/**
 * Makes one call.
 *
 * @param operation its name in the API
 * @param signal without one, a cancelled run waits for the answer
 * @returns the answer, with members that the SDK doesn't know
 * @throws AwsCallError; StoppedCallError
 */
export async function callInJson(
  cognito: CognitoCalls,
  operation: string,
  command: AnyCommand,
  signal?: AbortSignal
): Promise<Answer> {
  return cognito.call(operation, client => sendInJson(client, command, signal))
}

/** The same within a call: it throws what the SDK throws. */
export async function sendInJson(
  client: CognitoIdentityProviderClient,
  command: AnyCommand,
  signal?: AbortSignal
): Promise<Answer> {
  answerInJson(command)
  const sender: { send: unknown } = client
  const options = signal === undefined ? {} : { abortSignal: signal }
  const sent = await (sender as Sender).send(command, options)
  const { $metadata: _, ...answer } = sent as Answer
  return answer
}

/** The client, which takes any of its commands. */
interface Sender {
  send(
    command: AnyCommand,
    options: { abortSignal?: AbortSignal }
  ): Promise<unknown>
}

/**
 * Makes a command answer with the JSON that Cognito sent. The SDK drops every
 * member that its own model doesn't know, at any depth, so what AWS added since
 * would be missing from a backup.
 */
export function answerInJson(command: AnyCommand): void {
  let answer: object | undefined
  const middlewareStack =
    command.middlewareStack as CognitoIdentityProviderClient['middlewareStack']
  middlewareStack.add(
    next => async args => {
      const result = await next(args)
      const http = result.response as { statusCode: number; body: unknown }
      if (http.statusCode === 200) {
        const body = await textOf(http.body as AsyncIterable<Buffer>)
        answer = parse(body)
        // What isn't an object of JSON is left to the SDK to judge.
        http.body = Buffer.from(answer === undefined ? body : '{}')
      }
      return result
    },
    { name: 'takeJsonMiddleware', step: 'deserialize', priority: 'low' }
  )
  middlewareStack.add(
    next => async args => {
      const result = await next(args)
      return answer === undefined
        ? result
        : { ...result, output: { ...result.output, ...answer } }
    },
    { name: 'giveJsonMiddleware', step: 'initialize', priority: 'high' }
  )
}

/** Whole numbers that JavaScript would round; the style of a page may have them. */
const LONG_NUMBER = /\d{16}/

/** Such a number becomes its text. */
function exactly(
  _key: string,
  value: unknown,
  { source }: { source?: string } = {}
): unknown {
  const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value)
  return isRounded ? source : value
}

function parse(body: string): object | undefined {
  try {
    const parsed: unknown = LONG_NUMBER.test(body)
      ? JSON.parse(body, exactly)
      : JSON.parse(body)
    const isObject =
      typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    return isObject ? parsed : undefined
  } catch {
    return undefined
  }
}
