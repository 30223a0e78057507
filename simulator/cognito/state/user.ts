import type { EncodedJson } from '../protocol/json-bytes.ts'
import { encodeJson } from '../protocol/json-bytes.ts'
import type { MfaState } from './mfa-state.ts'

/** The states that a user profile can be in. */
export type UserStatus =
  | 'UNCONFIRMED'
  | 'CONFIRMED'
  | 'RESET_REQUIRED'
  | 'FORCE_CHANGE_PASSWORD'
  | 'EXTERNAL_PROVIDER'

/**
 * One user profile. Absent fields are `undefined` and never missing: a pool
 * holds a million profiles, and objects of one shape take the least memory.
 */
export interface User {
  readonly sub: string
  readonly username: string
  /** Attributes by name, without `sub`. */
  attributes: Map<string, string>
  status: UserStatus
  enabled: boolean
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  modifiedAt: number
  /** The latest password, in clear text, so that a test can read it. */
  password: string | undefined
  /** Past passwords, newest last, as many as the policy remembers. */
  passwordHistory: string[] | undefined
  mfa: MfaState | undefined
  /** The names of the user's groups. */
  groups: string[]
  /** The user in the answers of lists; undefined after a change. */
  json: EncodedJson | undefined
}

export interface AttributeType {
  Name: string
  Value: string
}

/** The API's `AttributeListType`, `sub` among the attributes. */
export function attributeList(user: User): AttributeType[] {
  const list: AttributeType[] = []
  for (const [Name, Value] of user.attributes) list.push({ Name, Value })
  list.push({ Name: 'sub', Value: user.sub })
  return list
}

/**
 * The API's `UserType`: the user in the answers of ListUsers and
 * AdminCreateUser.
 */
export function userType(user: User, attributes = attributeList(user)): object {
  return {
    Username: user.username,
    Attributes: attributes,
    ...userDates(user),
    Enabled: user.enabled,
    UserStatus: user.status,
    ...(user.mfa?.sms && { MFAOptions: smsOption })
  }
}

/** The same in JSON, encoded once, and again after a change. */
export function userJson(user: User): EncodedJson {
  user.json ??= encodeJson(userType(user))
  return user.json
}

/** The deprecated MFAOptions can show SMS, and nothing else. */
export const smsOption = [
  { DeliveryMedium: 'SMS', AttributeName: 'phone_number' }
]

/** In the JSON protocol a timestamp is a number of seconds. */
export function userDates(user: User): object {
  return {
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000
  }
}
