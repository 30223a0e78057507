import type { Clock } from '../../../simulator/clock.ts'
import { Members } from '../../../simulator/cognito/protocol/members.ts'
import { newSub } from '../../../simulator/cognito/state/subs.ts'
import type { User } from '../../../simulator/cognito/state/user.ts'

/** A clock that moves when a test says so; both times in milliseconds. */
export function manualClock(): Clock & { advance(ms: number): void } {
  let time = 0
  return {
    now: () => Date.UTC(2026, 10, 23) + time,
    elapsed: () => time,
    advance: ms => (time += ms)
  }
}

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
