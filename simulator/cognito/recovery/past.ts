import { createGroup } from '../state/group.ts'
import { copyUser, type GroupImage, type History } from '../state/history.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'

/** What changed in a pool since a point in time, as it was then. */
export interface Past {
  users: ReadonlyMap<string, User | undefined>
  groups: ReadonlyMap<string, GroupImage | undefined>
}

export function pastOf(history: History, time: number): Past {
  return {
    users: history.users.imagesAt(time),
    groups: history.groups.imagesAt(time)
  }
}

/** The API's `RestorePreviewListType`. */
export function previewOf(pool: Pool, { users, groups }: Past): object[] {
  const ofUsers = (print: (user: User) => string | undefined) =>
    Array.from(users, ([sub, before]) => {
      const now = pool.users.withSub(sub)
      return [before && print(before), now && print(now)] as const
    })
  const ofGroups = Array.from(groups, ([name, before]) => {
    const now = pool.group(name)
    return [before && printGroup(before), now && printGroup(now)] as const
  })
  return [
    count('Users', ofUsers(printProfile)),
    count('Groups', ofGroups),
    count('User MFAs', ofUsers(printMfa)),
    count(
      'Passkeys',
      ofUsers(({ mfa }) => (mfa?.passkey ? 'passkey' : undefined))
    )
  ]
}

type Pair = readonly [before: string | undefined, now: string | undefined]

function count(Entity: string, pairs: readonly Pair[]): object {
  const counted = (fits: (pair: Pair) => boolean) => pairs.filter(fits).length
  return {
    Entity,
    CreateCount: counted(([before, now]) => before !== undefined && !now),
    UpdateCount: counted(
      ([before, now]) => before !== undefined && !!now && before !== now
    ),
    DeleteCount: counted(([before, now]) => before === undefined && !!now)
  }
}

/** A text that is the same as long as the profile is. */
const printProfile = ({ attributes, status, enabled }: User) =>
  JSON.stringify([status, enabled, [...attributes].sort()])

function printMfa({ mfa }: User): string | undefined {
  if (mfa === undefined) return undefined
  const { passkey: _, ...settings } = mfa
  const isSet = Object.values(settings).some(Boolean)
  return isSet ? JSON.stringify(settings) : undefined
}

const printGroup = ({ description, precedence, roleArn }: GroupImage) =>
  JSON.stringify([description, precedence, roleArn])

/**
 * Takes the users and groups of a pool back. "Users who changed their password
 * after the recovery point keep their current password" (API reference,
 * InitiatePointInTimeRecovery). Inferred: the status goes with the password.
 */
export function goBack(pool: Pool, { users, groups }: Past): void {
  for (const [name, image] of groups) bringBackGroup(pool, name, image)
  // All of them leave before any comes back: an address may have moved.
  const current = new Map<string, User>()
  for (const sub of users.keys()) {
    const user = pool.users.withSub(sub)
    if (user === undefined) continue
    current.set(sub, user)
    pool.removeUser(user)
  }
  for (const [sub, image] of users)
    if (image !== undefined) bringBackUser(pool, image, current.get(sub))
}

function bringBackGroup(
  pool: Pool,
  name: string,
  image: GroupImage | undefined
): void {
  const group = pool.group(name)
  if (image === undefined) {
    if (group) pool.removeGroup(group)
  } else if (group) {
    pool.changeGroup(group, changed => Object.assign(changed, image))
  } else {
    const back = createGroup(name, image.createdAt, image)
    back.modifiedAt = image.modifiedAt
    pool.addGroup(back)
  }
}

function bringBackUser(
  pool: Pool,
  image: User,
  current: User | undefined
): void {
  const user = copyUser(image)
  user.groups = []
  if (current !== undefined && current.password !== image.password) {
    user.password = current.password
    user.passwordHistory = current.passwordHistory
    user.status = current.status
  }
  pool.users.add(user)
  for (const name of image.groups) {
    const group = pool.group(name)
    if (group) pool.join(user, group)
  }
}
