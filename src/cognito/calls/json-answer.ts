import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { textOf } from './lean-client.ts'

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
