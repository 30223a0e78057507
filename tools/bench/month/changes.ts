import { seededRandom } from '../../../simulator/random.ts'
import {
  isRestoredByDefault,
  pagesOf,
  usersOn,
  type ListedUser
} from '../pool-content.ts'
import {
  callCognito,
  signUp,
  type SimulatorProcess
} from '../simulator-process.ts'

/** How a pool changed between two exports: what a comparison has to find. */
export interface Changes {
  added: number
  gone: number
  changed: number
}

/** A user who was deleted, as the snapshot before has to know them. */
export interface DeletedUser {
  username: string
  /** Without the `sub`: a restored user has a new one. */
  attributes: Record<string, string>
  enabled: boolean
  groups: string[]
}

/** Of the pool's users, each day. */
const DAILY = { added: 0.0015, deleted: 0.0005, changed: 0.001 }

/** Of the pool's users, by a script that went wrong. */
const ACCIDENT = { deleted: 0.03, changed: 0.05 }

/** Calls that are made side by side. */
const AT_ONCE = 16

/**
 * The people of the simulated company: they sign up, leave and change the name
 * that is shown, and their administrators change groups and app clients. No user
 * is touched twice in a month, so each comparison has one right result.
 */
export class PoolLife {
  readonly #simulator: SimulatorProcess
  readonly #users: number
  /** Users that a default restore creates, in an order drawn by the seed. */
  readonly #untouched: string[]
  #signedUp = 0

  private constructor(
    simulator: SimulatorProcess,
    users: number,
    untouched: string[]
  ) {
    this.#simulator = simulator
    this.#users = users
    this.#untouched = untouched
  }

  static async of(
    simulator: SimulatorProcess,
    users: number,
    seed: number
  ): Promise<PoolLife> {
    const names: string[] = []
    for await (const page of pagesOf(simulator, 'ListUsers'))
      for (const user of usersOn(page))
        if (isRestoredByDefault(user)) names.push(user.Username)
    const random = seededRandom(seed)
    const drawn = names
      .map(name => ({ name, at: random() }))
      .sort((one, other) => one.at - other.at)
    return new PoolLife(
      simulator,
      users,
      drawn.map(({ name }) => name)
    )
  }

  /** An ordinary day; `number` begins with 1. */
  async day(
    number: number
  ): Promise<{ changes: Changes; deleted: DeletedUser }> {
    const { added, deleted: gone, changed } = this.#each(DAILY)
    const [deleted] = await this.#delete(gone)
    await this.#rename(changed)
    await this.#signUp(added)
    await this.#changeGroups(number)
    await this.#changeClients(number)
    return { changes: { added, gone, changed }, deleted }
  }

  /** A script deletes users, and gives others the name of one. */
  async accident(): Promise<Changes> {
    const { deleted: gone, changed } = this.#each(ACCIDENT)
    await this.#delete(gone)
    await this.#rename(changed)
    return { added: 0, gone, changed }
  }

  #each<Name extends string>(shares: Record<Name, number>) {
    const counts = Object.entries<number>(shares).map(
      ([name, share]) => [name, Math.ceil(this.#users * share)] as const
    )
    return Object.fromEntries(counts) as Record<Name, number>
  }

  /** The first one as it was before. */
  async #delete(count: number): Promise<[DeletedUser]> {
    const names = this.#take(count)
    const first = await readUser(this.#simulator, names[0])
    await sideBySide(names, async Username => {
      await callCognito(this.#simulator, 'AdminDeleteUser', { Username })
    })
    return [first]
  }

  async #rename(count: number): Promise<void> {
    await sideBySide(this.#take(count), async Username => {
      await callCognito(this.#simulator, 'AdminUpdateUserAttributes', {
        Username,
        UserAttributes: [{ Name: 'name', Value: 'Somebody Else' }]
      })
    })
  }

  async #signUp(count: number): Promise<void> {
    const first = this.#signedUp
    this.#signedUp += count
    const numbers = Array.from({ length: count }, (_, at) => first + at)
    await sideBySide(numbers, async number => {
      await signUp(this.#simulator, {
        username: `newcomer${number}`,
        password: `A-passw0rd-of-${number}`,
        attributes: {
          email: `newcomer${number}@example.com`,
          name: 'New Comer'
        }
      })
    })
  }

  /** A new group every third day, with a few members. */
  async #changeGroups(day: number): Promise<void> {
    if (day % 3 !== 0) return
    const GroupName = `project-${day}`
    await callCognito(this.#simulator, 'CreateGroup', { GroupName })
    await sideBySide(this.#untouched.slice(0, 20), async Username => {
      await callCognito(this.#simulator, 'AdminAddUserToGroup', {
        GroupName,
        Username
      })
    })
  }

  /** A new app client every fifth day. */
  async #changeClients(day: number): Promise<void> {
    if (day % 5 !== 0) return
    await callCognito(this.#simulator, 'CreateUserPoolClient', {
      ClientName: `project-${day}`
    })
  }

  #take(count: number): [string, ...string[]] {
    const taken = this.#untouched.splice(-count)
    const [first, ...others] = taken
    if (first === undefined || taken.length < count)
      throw new Error('The pool has too few users for so many nights.')
    return [first, ...others]
  }
}

/** A user, as far as a restore brings them back. */
export async function readUser(
  simulator: SimulatorProcess,
  username: string
): Promise<DeletedUser> {
  const read = async (operation: string) =>
    JSON.parse(
      (
        await callCognito(simulator, operation, { Username: username })
      ).toString()
    ) as unknown
  const user = (await read('AdminGetUser')) as Pick<ListedUser, 'Enabled'> & {
    UserAttributes: ListedUser['Attributes']
  }
  const { Groups } = (await read('AdminListGroupsForUser')) as {
    Groups: { GroupName: string }[]
  }
  return {
    username,
    attributes: Object.fromEntries(
      user.UserAttributes.filter(({ Name }) => Name !== 'sub')
        .map(({ Name, Value }) => [Name, Value] as const)
        .sort()
    ),
    enabled: user.Enabled,
    groups: Groups.map(({ GroupName }) => GroupName).sort()
  }
}

async function sideBySide<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<void>
): Promise<void> {
  const left = items.values()
  const worker = async () => {
    for (const item of left) await act(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}
