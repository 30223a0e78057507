import { expect, test } from '@jest/globals'
import { gunzipSync, gzipSync } from 'node:zlib'
import { createAgeWriter } from '../../../src/snapshot/age/age-writer.ts'
import { createRestoreReport } from '../../../src/snapshot/restore-report.ts'
import { readSubMap } from '../../../src/snapshot/sub-map.ts'
import { HYBRID, X25519 } from '../../fixtures/age-keys.ts'
import { drain } from '../../fixtures/streams.ts'

/** The map of a restore that gave two users new subs, and another one none. */
async function subMap(recipients: readonly string[] = []): Promise<Buffer> {
  const age =
    recipients.length === 0 ? undefined : await createAgeWriter(recipients)
  const report = createRestoreReport(age)
  for (const [oldSub, newSub] of [
    ['old-1', 'new-1'],
    ['kept', 'kept'],
    ['old-2', 'new-2']
  ] as const) {
    report.add({ username: 'x', oldSub, newSub, result: 'created', code: null })
  }
  return (await report.finish()).subMap
}

const ROWS = [
  ['old-1', 'new-1'],
  ['old-2', 'new-2']
]

async function read(
  file: Uint8Array,
  identities: readonly string[] = [],
  isEncrypted = identities.length > 0
) {
  return (await drain(readSubMap(file, identities, isEncrypted))).flat()
}

test('the map that a restore wrote is read row by row', async () => {
  expect(await read(await subMap())).toEqual(ROWS)
})

test('so is a map of made-up users, which says what it is', async () => {
  const report = createRestoreReport(undefined, true)
  report.add({
    username: 'x',
    oldSub: 'old',
    newSub: 'new',
    result: 'created',
    code: null
  })
  const { subMap: file } = await report.finish()
  expect(gunzipSync(file).toString()).toBe(
    'old_sub,new_sub,pseudonymised\nold,new,true\n'
  )
  expect(await read(file)).toEqual([['old', 'new']])
})

test.each([
  ['X25519', X25519],
  ['hybrid', HYBRID]
])(
  'an encrypted one opens with one of the identities, %s',
  async (_kind, key) => {
    const file = await subMap([key.recipient])
    const other = key === X25519 ? HYBRID : X25519
    expect(await read(file, [other.identity, key.identity])).toEqual(ROWS)
  }
)

test('an encrypted one does not open without its identity', async () => {
  const file = await subMap([X25519.recipient])
  for (const identities of [[], [HYBRID.identity]]) {
    await expect(read(file, identities, true)).rejects.toMatchObject({
      code: 'wrong-identity'
    })
  }
})

test('an encrypted one that was cut off is refused', async () => {
  const file = await subMap([X25519.recipient])
  await expect(
    read(file.subarray(0, -1), [X25519.identity])
  ).rejects.toMatchObject({ code: 'snapshot-damaged' })
})

test.each([
  ['is no gzip', Buffer.from('old_sub,new_sub\n')],
  ['has no header', gzipSync('old-1,new-1\n')],
  ['is not encrypted, and should be', gzipSync('old_sub,new_sub\n')]
])('a file that %s is refused', async (what, file) => {
  const isEncrypted = what.includes('encrypted')
  await expect(
    read(file, [X25519.identity], isEncrypted)
  ).rejects.toMatchObject({ code: 'snapshot-damaged' })
})

test('rows that are none are left out', async () => {
  const text = 'old_sub,new_sub\n"a,b",c\na\na,b,c\nold-1,new-1\n'
  expect(await read(gzipSync(text))).toEqual([['old-1', 'new-1']])
})
