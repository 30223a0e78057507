import { Members } from '../../../simulator/cognito/protocol/members.ts'
import { newSub } from '../../../simulator/cognito/state/subs.ts'
import type { User } from '../../../simulator/cognito/state/user.ts'

export function person(details: {
  username?: string
  sub?: string
  attributes?: Record<string, string>
}): User {
  const sub = details.sub ?? newSub()
  return {
    sub,
    username: details.username ?? sub,
    attributes: new Map(Object.entries(details.attributes ?? {})),
    status: 'CONFIRMED',
    enabled: true,
    createdAt: 0,
    modifiedAt: 0,
    password: undefined,
    passwordHistory: undefined,
    mfa: undefined,
    groups: [],
    json: undefined
  }
}

/** The `UserAttributes` of a request. */
export function attributeList(attributes: Record<string, string>): Members[] {
  return Object.entries(attributes).map(
    ([Name, Value]) => new Members({ Name, Value })
  )
}

/** The `Schema` of a request. */
export function schemaList(...attributes: object[]): Members[] {
  return attributes.map(attribute => new Members(attribute))
}
