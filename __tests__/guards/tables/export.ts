import type { Guard } from '../guard.ts'

const POOL = ['__tests__/unit/export/export-pool.test.ts']
const WIRED = ['__tests__/unit/export/export-gates.test.ts']
const GATES = ['__tests__/unit/export/gates.test.ts']
const GROUPS = ['__tests__/unit/export/group-lines.test.ts']
const LISTING = ['__tests__/unit/cognito/list-every-user.test.ts']
const USERS = ['__tests__/unit/export/user-lines.test.ts']
const SEEN = ['__tests__/unit/export/seen-subs.test.ts']
const SCRATCH = ['__tests__/unit/scratch.test.ts']
const WRITER = ['__tests__/unit/export/snapshot-writer.test.ts']
const AGE = ['__tests__/unit/snapshot/age-writer.test.ts']

/** What an export passes before its manifest is written. */
export const exportGuards: readonly Guard[] = [
  {
    name: 'a pool that Cognito thinks has users is not listed as empty',
    promise: 'every user',
    file: 'src/export/gates.ts',
    source: 'if (listed === 0 && estimate !== undefined && estimate > 0) {',
    without: 'if (false) {',
    tests: [...GATES, ...POOL]
  },
  {
    name: 'as many records are stored as were listed',
    promise: 'counts reconcile',
    file: 'src/export/gates.ts',
    source: 'if (listed !== stored) {',
    without: 'if (false) {',
    tests: GATES
  },
  {
    name: 'as many groups are stored as were listed',
    promise: 'counts reconcile',
    file: 'src/export/export-pool.ts',
    source: "expectAllStored('groups', groups.names.length, groupsStored)",
    without: '',
    tests: WIRED
  },
  {
    name: 'as many users are stored as were listed',
    promise: 'counts reconcile',
    file: 'src/export/export-pool.ts',
    source: "expectAllStored('users', tally.users, usersStored)",
    without: '',
    tests: WIRED
  },
  {
    name: 'as many memberships are stored as were listed',
    promise: 'counts reconcile',
    file: 'src/export/export-pool.ts',
    source:
      "expectAllStored('memberships', members.memberships, membershipsStored)",
    without: '',
    tests: WIRED
  },
  {
    name: 'an export that failed in one piece stores no manifest',
    promise: 'complete',
    file: 'src/export/together.ts',
    source: 'if (first !== undefined) throw first.error',
    without: '',
    tests: ['__tests__/unit/export/together.test.ts']
  },
  {
    name: 'the manifest is stored after all parts',
    promise: 'complete',
    file: 'src/export/together.ts',
    source: 'return await piece(either)',
    without: 'return piece(either)',
    tests: ['__tests__/unit/export/together.test.ts']
  },
  {
    name: 'an export reads only pools of allowed accounts',
    promise: 'wrong pool',
    file: 'src/export/export-pool.ts',
    source: 'refuseOtherAccount(accountId, request.allowedAccountIds)',
    without: '',
    tests: ['__tests__/unit/export/export-account.test.ts']
  },
  {
    name: 'a gap between listing and estimate is told of',
    promise: 'every user',
    file: 'src/export/gates.ts',
    source: 'return gap > explained ? gap : 0',
    without: 'return gap > Infinity ? gap : 0',
    tests: GATES
  },
  {
    name: 'a listing that finds too few users is followed by another',
    promise: 'every user',
    file: 'src/cognito/list-every-user.ts',
    source: 'if (found() >= expected) return',
    without: 'return',
    tests: [...LISTING, ...USERS]
  },
  {
    name: 'chains that fail are followed by a plain one',
    promise: 'every user',
    file: 'src/cognito/list-every-user.ts',
    source: 'if (!isSplit || !isOfTheFilter(error)) throw error',
    without: 'if (!isOfTheFilter(error) || expected >= 0) throw error',
    tests: [...LISTING, ...USERS]
  },
  {
    name: 'a small pool is read until two readings are alike',
    promise: 'every user',
    file: 'src/cognito/list-every-user.ts',
    source: 'const isAlike = found() === before && shown.size === before',
    without: 'const isAlike = true',
    tests: LISTING
  },
  {
    name: 'only a refused filter makes an export list once more',
    promise: 'honest end',
    file: 'src/cognito/list-every-user.ts',
    source: `error instanceof UserError &&
    (error.code === 'aws' || error.code === 'listing')`,
    without: 'error instanceof UserError',
    tests: [...LISTING, ...USERS]
  },
  {
    name: 'a user who is listed twice is written once',
    promise: 'counts reconcile',
    file: 'src/export/seen-subs.ts',
    source: 'page.users.filter(user => known.add(user.sub))',
    without: 'page.users.filter(user => known.add(user.sub) || true)',
    tests: [...SEEN, ...USERS]
  },
  {
    name: 'a chain that shows a sub again is held against all that were seen',
    promise: 'counts reconcile',
    file: 'src/export/seen-subs.ts',
    source: 'sub.startsWith(prefix) && sub > last',
    without: 'sub.startsWith(prefix)',
    tests: SEEN
  },
  {
    name: "a chain that shows others' subs is held against all that were seen",
    promise: 'counts reconcile',
    file: 'src/export/seen-subs.ts',
    source: 'sub.startsWith(prefix) && sub > last',
    without: 'sub > last',
    tests: SEEN
  },
  {
    name: 'subs that were noted are known once they are needed',
    promise: 'counts reconcile',
    file: 'src/export/seen-subs.ts',
    source: 'known.addWords(block.subarray(at, at + WORDS))',
    without: '',
    tests: SEEN
  },
  {
    name: 'subs that a page has no room for are not taken for seen',
    promise: 'every user',
    file: 'src/export/sub-notes.ts',
    source: 'await this.#scratch.append(bytesOf(this.#filledBlock()))',
    without: '',
    tests: SEEN
  },
  {
    name: 'what the disk gives back is what was set aside',
    promise: 'every user',
    file: 'src/scratch.ts',
    source: `        cipher.update(sealed.subarray(0, end)),
        cipher.final()`,
    without: '        cipher.update(sealed.subarray(0, end))',
    tests: SCRATCH
  },
  {
    name: 'what is set aside has no name on the disk',
    promise: 'no personal data',
    file: 'src/scratch.ts',
    source: 'await unlink(path)',
    without: '',
    tests: SCRATCH
  },
  {
    name: 'a user who was listed twice is counted as that',
    promise: 'counts reconcile',
    file: 'src/export/user-lines.ts',
    source: 'tally.duplicates += page.users.length - fresh.length',
    without: '',
    tests: USERS
  },
  {
    name: 'two subs are never taken for one',
    promise: 'every user',
    file: 'src/export/known-subs.ts',
    source: `        slots[at + 2] === c &&
        slots[at + 3] === d
      ) {`,
    without: `        slots[at + 2] === c
      ) {`,
    tests: ['__tests__/unit/export/known-subs.test.ts']
  },
  {
    name: 'a cancelled export looks up nobody else',
    promise: 'no surprise bill',
    file: 'src/export/user-lines.ts',
    source: 'stopIfCancelled(signal)',
    without: '',
    tests: USERS
  },
  {
    name: 'a group that is listed twice is written once',
    promise: 'counts reconcile',
    file: 'src/export/group-lines.ts',
    source: 'const isNew = !names.has(name)',
    without: 'const isNew = name.length >= 0',
    tests: GROUPS
  },
  {
    name: 'a member who is listed twice is written once',
    promise: 'counts reconcile',
    file: 'src/export/group-lines.ts',
    source: 'members.filter(username => known.add(username))',
    without: 'members.filter(username => known.add(username) || true)',
    tests: GROUPS
  },
  {
    name: 'only a group that is gone may lack its members',
    promise: 'every user',
    file: 'src/export/group-lines.ts',
    source: 'if (!isGone(error)) throw error',
    without: '',
    tests: GROUPS
  },
  {
    name: 'a group that went during the export is told of',
    promise: 'counts reconcile',
    file: 'src/export/group-lines.ts',
    source: 'tally.vanishedGroups += 1',
    without: '',
    tests: GROUPS
  },
  {
    name: 'all parts are encrypted with one key',
    promise: 'encrypted',
    file: 'src/export/snapshot-writer.ts',
    source: `        expectOneKey(stored)
        records`,
    without: '        records',
    tests: WRITER
  },
  {
    name: 'the manifest is encrypted with the key of the parts',
    promise: 'encrypted',
    file: 'src/export/snapshot-writer.ts',
    source: `        expectOneKey(stored)
      } catch`,
    without: '      } catch',
    tests: WRITER
  },
  {
    name: 'a manifest whose answers were lost is not said to be missing',
    promise: 'unknown is unknown',
    file: 'src/export/snapshot-writer.ts',
    source: "return error instanceof AwsCallError && error.code === 'network'",
    without: "return error instanceof AwsCallError && error.awsCode === ''",
    tests: WRITER
  },
  {
    name: 'a snapshot with age-recipients is encrypted for them',
    promise: 'stolen bucket',
    file: 'src/export/snapshot-writer.ts',
    source: 'packParts(kind, pages, PART_LIMITS, client)',
    without: 'packParts(kind, pages, PART_LIMITS)',
    tests: ['__tests__/unit/export/encrypted-export.test.ts']
  },
  {
    name: 'no recipient goes into the bucket, only its fingerprint',
    promise: 'stolen bucket',
    file: 'src/snapshot/age-writer.ts',
    source: 'recipients.map(fingerprint).sort()',
    without: '[...recipients].sort()',
    tests: AGE
  }
]
