import { SortedIndex } from './sorted-index.ts'
import type { User } from './user.ts'

/** A group of users in a pool. */
export interface Group {
  readonly name: string
  description: string | undefined
  precedence: number | undefined
  roleArn: string | undefined
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  modifiedAt: number
  /** The members, in the order of their `sub`. */
  readonly members: SortedIndex<User>
}

export function createGroup(
  name: string,
  createdAt: number,
  details: Partial<Pick<Group, 'description' | 'precedence' | 'roleArn'>> = {}
): Group {
  return {
    name,
    description: details.description,
    precedence: details.precedence,
    roleArn: details.roleArn,
    createdAt,
    modifiedAt: createdAt,
    members: new SortedIndex(user => user.sub)
  }
}

/** The API's `GroupType`, without the members that a group lacks. */
export function groupType(group: Group, userPoolId: string): object {
  return {
    GroupName: group.name,
    UserPoolId: userPoolId,
    ...(group.description !== undefined && { Description: group.description }),
    ...(group.roleArn !== undefined && { RoleArn: group.roleArn }),
    ...(group.precedence !== undefined && { Precedence: group.precedence }),
    LastModifiedDate: group.modifiedAt / 1000,
    CreationDate: group.createdAt / 1000
  }
}
