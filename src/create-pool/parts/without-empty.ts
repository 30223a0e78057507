import {
  isObject,
  type Json,
  type JsonObject
} from '../../compare/definition/json.ts'
import { isEmpty } from '../../compare/definition/normalise.ts'

/**
 * Settings without what is empty, at any depth. In an answer that is the same as
 * absent. In a request it is refused, or turns a setting on: DeviceConfiguration.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 */
export function withoutEmpty(settings: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(settings)
      .map(([member, value]): [string, Json] => [member, cleaned(value)])
      .filter(([, value]) => !isEmpty(value))
  )
}

function cleaned(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(cleaned)
  return isObject(value) ? withoutEmpty(value) : value
}
