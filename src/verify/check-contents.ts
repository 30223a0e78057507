import { amount } from '../shared/amount.ts'
import { stopIfCancelled } from '../shared/errors.ts'
import { GroupCheck, UserCheck } from '../snapshot/content-check.ts'
import { clientCodec, definitionCodec } from '../snapshot/definition-codec.ts'
import { fetchAhead } from '../snapshot/fetch-ahead.ts'
import { Fingerprints } from '../snapshot/fingerprints.ts'
import { objectsOf, type SnapshotObject } from '../snapshot/manifest.ts'
import type { PartKind } from '../snapshot/parts/part-kinds.ts'
import type { FetchObject } from '../snapshot/fetch-sound.ts'
import { readObject, type OpenSnapshot } from '../snapshot/reader.ts'
import {
  groupCodec,
  membershipCodec,
  userCodec,
  type Codec,
  type UserRecord
} from '../snapshot/records.ts'
import type { UserCounts } from '../snapshot/user-counts.ts'
import type { Progress } from '../shared/world.ts'
import type { Findings } from './findings.ts'

export interface ContentTools {
  fetch: FetchObject
  progress: Progress
  signal: AbortSignal
}

/**
 * Reads every byte and every record of a snapshot. A refused part is a finding;
 * the other parts are still read.
 *
 * @param sound the objects without a finding so far; others aren't read
 * @param onUser called with each user
 * @returns the counts of the users; `undefined` if a part of them could not be
 *   read
 * @throws AwsCallError and every other error that isn't about the snapshot
 */
export async function checkContents(
  snapshot: OpenSnapshot,
  sound: ReadonlySet<string>,
  { fetch, progress, signal }: ContentTools,
  findings: Findings,
  onUser: (record: UserRecord) => void
): Promise<UserCounts | undefined> {
  const { users: expected } = snapshot.manifest.counts
  const piece = progress.start('Reading the snapshot', 'user', expected)
  const groupCheck = new GroupCheck()
  const userCheck = new UserCheck(snapshot)
  const names = new Fingerprints(snapshot.manifestSha256)
  let namesTwice = 0
  let nobodies = 0

  /** Returns whether all parts of the kind were read to their ends. */
  async function read<R>(
    kind: PartKind,
    codec: Codec<R>,
    onRecord: (record: R) => void
  ): Promise<boolean> {
    const all = objectsOf(snapshot.manifest).filter(one => one.kind === kind)
    const readable = all.filter(({ key }) => sound.has(key))
    const ahead = fetchAhead(readable, fetch)
    let isWhole = readable.length === all.length
    for (const object of readable) {
      try {
        await readPart(object, codec, ahead.fetch, onRecord)
      } catch (error) {
        await ahead.settled()
        findings.refuse(error)
        isWhole = false
      }
    }
    return isWhole
  }

  async function readPart<R>(
    object: SnapshotObject,
    codec: Codec<R>,
    fetchPart: FetchObject,
    onRecord: (record: R) => void
  ): Promise<void> {
    for await (const page of readObject(snapshot, object, codec, fetchPart)) {
      stopIfCancelled(signal)
      page.forEach(onRecord)
    }
  }

  try {
    await read('pool', definitionCodec, () => undefined)
    await read('clients', clientCodec, () => undefined)
    const hasGroups = await read('groups', groupCodec, group => {
      groupCheck.addGroup(group)
    })
    const hasUsers = await read('users', userCodec, user => {
      userCheck.add(user)
      if (!names.add(user.username)) namesTwice += 1
      onUser(user)
      piece.advance(1)
    })
    await read('memberships', membershipCodec, membership => {
      if (hasGroups) groupCheck.addMembership(membership)
      if (hasUsers && !names.has(membership.username)) nobodies += 1
    })
    for (const refusal of groupCheck.refusals()) findings.refuse(refusal)
    for (const refusal of hasUsers ? userCheck.refusals() : []) {
      findings.refuse(refusal)
    }
    remarkOnFuzziness(findings, namesTwice, nobodies)
    return hasUsers ? userCheck.counts : undefined
  } finally {
    piece.end()
  }
}

/** Remarks on what happens if a pool is used during its export. */
function remarkOnFuzziness(
  findings: Findings,
  namesTwice: number,
  nobodies: number
): void {
  if (namesTwice > 0) {
    findings.remark(
      'username-twice',
      `${amount(namesTwice, 'user')} had the username of another, as when a user is deleted and created again during an export. A restore creates the first.`,
      namesTwice
    )
  }
  if (nobodies > 0) {
    findings.remark(
      'membership-of-nobody',
      `${amount(nobodies, 'membership')} ${nobodies === 1 ? 'is' : 'are'} of users who are not in the snapshot, as when a user signs up during an export. A restore leaves them out.`,
      nobodies
    )
  }
}
