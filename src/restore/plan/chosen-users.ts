import type { PoolDescription } from '../../cognito/describe-pool.ts'
import type { OpenSnapshot } from '../../snapshot/reader.ts'
import type { UserRecord } from '../../snapshot/records.ts'
import type { RestorePolicies } from '../policies.ts'
import type { SoughtValue } from '../target/sought-values.ts'
import { selectUsers } from './only-users.ts'
import { checkUsers, type SnapshotTools } from './read-snapshot.ts'
import { soughtFor } from './users/sought-for.ts'

/** So many users take some 40 MB of memory. */
const MOST_KEPT = 20_000

/** The users of the snapshot that the inputs choose. */
export interface ChosenUsersRead {
  /** In the order of the snapshot; `undefined`: they weren't kept. */
  records: readonly UserRecord[] | undefined
  /** What their plans need of the users of the pool: see UserNeeds. */
  sought: readonly SoughtValue[] | string | undefined
}

/**
 * Reads every byte of the users if some are chosen, and keeps these. The plan
 * then needs no second reading, and it is known which users of the target pool
 * it needs.
 *
 * @throws UserError as checkUsers does; `input` when a name belongs to no user
 */
export async function readChosenUsers(
  snapshot: OpenSnapshot,
  target: PoolDescription,
  policies: RestorePolicies,
  tools: SnapshotTools
): Promise<ChosenUsersRead> {
  const { onlyUsers, federatedUsers } = policies
  if (onlyUsers === undefined) return { records: undefined, sought: undefined }
  if (policies.pseudonyms !== undefined) return ALL_COMPARED
  if (onlyUsers.names.length > MOST_KEPT) return TOO_MANY
  const { caseSensitive } = snapshot.manifest.source
  const selection = selectUsers(onlyUsers, caseSensitive)
  const records: UserRecord[] = []
  await checkUsers(snapshot, tools, record => {
    if (selection.has(record) && records.length <= MOST_KEPT) {
      records.push(record)
    }
  })
  selection.expectAllFound()
  if (records.length > MOST_KEPT) return TOO_MANY
  const sought = soughtFor(records, target, policies)
  // Any native user keeps an address from a federated one: see Claims.note.
  const needOthers =
    federatedUsers === 'link' &&
    records.some(({ skip }) => skip.includes('federated'))
  return { records: needOthers ? undefined : records, sought }
}

/** The pool must hold no user that the key didn't make. */
const ALL_COMPARED = {
  records: undefined,
  sought: 'pseudonymise checks all of them'
} as const

const TOO_MANY = {
  records: undefined,
  sought: 'very many users are chosen'
} as const
