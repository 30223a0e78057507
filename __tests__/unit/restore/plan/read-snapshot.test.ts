import { describe, expect, test } from '@jest/globals'
import {
  checkUsers,
  readFrame
} from '../../../../src/restore/plan/read-snapshot.ts'
import type { UserError } from '../../../../src/shared/errors.ts'
import type { Manifest } from '../../../../src/snapshot/manifest.ts'
import { openSnapshot } from '../../../../src/snapshot/reader.ts'
import { fakeProgress, NEVER } from '../../../fixtures/fake-world.ts'
import { groupRecord, userRecord } from '../../../fixtures/snapshot-records.ts'
import {
  ADDRESS,
  smallSnapshot,
  type SnapshotContent
} from '../../../fixtures/small-snapshot.ts'

const CONTENT = {
  users: ['ada', 'eva', 'grace'].map(username =>
    userRecord({ username, sub: `sub-of-${username}` })
  ),
  groups: [groupRecord(), groupRecord({ name: 'staff' })],
  memberships: [
    { group: 'admins', username: 'ada' },
    { group: 'staff', username: 'ada' },
    { group: 'staff', username: 'eva' },
    { group: 'staff', username: 'somebody who is not there' }
  ]
}

/** Checks a snapshot after `damage` was done to its stored objects. */
async function check(
  damage: (objects: Map<string, Uint8Array>) => void = () => undefined,
  signal = NEVER
) {
  const { fetch, objects } = await smallSnapshot(CONTENT)
  const opened = await openSnapshot(ADDRESS, fetch)
  damage(objects)
  const { progress, pieces } = fakeProgress()
  const seen: string[] = []
  const tools = { fetch, progress, signal }
  const frame = await readFrame(opened, tools)
  await checkUsers(opened, tools, record => seen.push(record.username))
  return { frame, seen, pieces }
}

describe('a whole snapshot', () => {
  test('hands over each user once', async () => {
    const { seen, pieces } = await check()
    expect(seen).toEqual(['ada', 'eva', 'grace'])
    expect(pieces).toMatchObject([{ expected: 3, done: 3, ended: 1 }])
  })

  test('leaves its definition, groups and memberships in memory', async () => {
    const { frame } = await check()
    expect(frame.definition?.userPool).toEqual({ Name: 'people' })
    expect(frame.groups).toEqual(CONTENT.groups)
    expect(frame.memberships.of('ada')).toEqual(['admins', 'staff'])
  })
})

describe('a snapshot whose records contradict each other is refused', () => {
  const codeOf = async (
    content: SnapshotContent,
    change: (manifest: Manifest) => unknown = () => undefined
  ) => {
    const { fetch, manifest } = await smallSnapshot(content)
    change(manifest)
    const snapshot = { address: ADDRESS, manifest, manifestSha256: 'ab' }
    const { progress } = fakeProgress()
    const tools = { fetch, progress, signal: NEVER }
    try {
      await readFrame(snapshot, tools)
      await checkUsers(snapshot, tools, () => undefined)
      return 'none'
    } catch (error) {
      return (error as UserError).code
    }
  }
  const [ada = userRecord()] = CONTENT.users
  const [admins = groupRecord()] = CONTENT.groups

  test.each<[string, SnapshotContent, string]>([
    ['nothing', CONTENT, 'none'],
    [
      'a user twice',
      { ...CONTENT, users: [...CONTENT.users, ada] },
      'snapshot-duplicate'
    ],
    [
      'a group twice',
      { ...CONTENT, groups: [...CONTENT.groups, admins] },
      'snapshot-duplicate'
    ],
    ['members of no group', { ...CONTENT, groups: [] }, 'snapshot-membership']
  ])('for %s', async (_what, content, code) => {
    expect(await codeOf(content)).toBe(code)
  })

  test('for counts that its users do not bear out', async () => {
    const change = ({ counts }: Manifest) => (counts.mfaUnknown = 1)
    expect(await codeOf(CONTENT, change)).toBe('snapshot-counts')
  })
})

describe('a snapshot is refused', () => {
  test.each([
    'pool.json.gz',
    'groups/part-00000.ndjson.gz',
    'groups/part-00001.ndjson.gz',
    'memberships/part-00003.ndjson.gz',
    'users/part-00000.ndjson.gz',
    'users/part-00002.ndjson.gz'
  ])('for one bit of %s, and when it is missing', async name => {
    const keyIn = (objects: Map<string, Uint8Array>) =>
      [...objects.keys()].find(key => key.endsWith(name)) ?? ''
    const flip = (objects: Map<string, Uint8Array>) => {
      const bytes = Buffer.from(objects.get(keyIn(objects)) ?? '')
      bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20)
      objects.set(keyIn(objects), bytes)
    }
    await expect(check(flip)).rejects.toMatchObject({ code: 'snapshot-digest' })
    await expect(
      check(objects => objects.delete(keyIn(objects)))
    ).rejects.toMatchObject({ code: 'snapshot-missing' })
  })
})

test('a run that is cancelled stops checking', async () => {
  const stop = new AbortController()
  stop.abort()
  await expect(check(() => undefined, stop.signal)).rejects.toMatchObject({
    code: 'cancelled'
  })
})
