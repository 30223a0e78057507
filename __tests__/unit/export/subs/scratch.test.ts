import { randomBytes } from 'node:crypto'
import {
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { scratchIn } from '../../../../src/export/subs/scratch.ts'
import type { Scratch } from '../../../../src/shared/world.ts'
import { drain } from '../../../fixtures/streams.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scratch-'))
})
afterEach(() => rm(folder, { recursive: true }))

const open = () => scratchIn(folder, randomBytes)()

async function appendAll(scratch: Scratch, blocks: readonly Uint8Array[]) {
  for (const block of blocks) await scratch.append(block)
}

test('blocks come back as they were, in their order, as often as asked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }),
      async blocks => {
        const scratch = await open()
        try {
          await appendAll(scratch, blocks)
          for (let time = 0; time < 2; time += 1) {
            const back = await drain(scratch.blocks())
            expect(back.map(block => [...block])).toEqual(
              blocks.map(block => [...block])
            )
          }
        } finally {
          await scratch.close()
        }
      }
    ),
    { numRuns: 50 }
  )
})

test('what is set aside has no name in the folder', async () => {
  const scratch = await open()
  await scratch.append(new Uint8Array(100))
  expect(await readdir(folder)).toEqual([])
  await scratch.close()
})

test('nothing can be set aside in a folder that is not there', async () => {
  const openScratch = scratchIn(join(folder, 'nowhere'), randomBytes)
  await expect(openScratch()).rejects.toMatchObject({ code: 'ENOENT' })
})

// Where a file without a name can still be opened, by its descriptor.
const onLinux = process.platform === 'linux' ? describe : describe.skip

onLinux('the file on the disk', () => {
  async function pathOf(): Promise<string> {
    const root = '/proc/self/fd'
    for (const fd of await readdir(root)) {
      const target = await readlink(join(root, fd)).catch(() => '')
      if (target.startsWith(folder)) return join(root, fd)
    }
    throw new RangeError('there is no such file')
  }

  test('holds nothing that was put into it', async () => {
    const scratch = await open()
    const secret = Buffer.from('7438d4b8-0000-7000-8000-00000000')
    await appendAll(scratch, [secret, secret])
    const stored = await readFile(await pathOf())
    await scratch.close()
    expect(stored.length).toBeGreaterThan(2 * secret.length)
    expect(stored.includes(secret)).toBe(false)
    const half = stored.length / 2
    expect(stored.subarray(0, half).equals(stored.subarray(half))).toBe(false)
  })

  test.each<[string, (stored: Buffer) => Buffer]>([
    ['with a bit changed', stored => stored.fill((stored[9] ?? 0) ^ 1, 9, 10)],
    ['cut short', stored => stored.subarray(0, -1)],
    ['emptied', stored => stored.subarray(0, 0)],
    [
      'with its blocks exchanged',
      stored =>
        Buffer.concat([
          stored.subarray(stored.length / 2),
          stored.subarray(0, stored.length / 2)
        ])
    ]
  ])('%s is not believed', async (_what, change) => {
    const scratch = await open()
    await appendAll(scratch, [randomBytes(64), randomBytes(64)])
    const path = await pathOf()
    await writeFile(path, change(await readFile(path)))
    await expect(drain(scratch.blocks())).rejects.toMatchObject({
      code: 'count-mismatch',
      message:
        'What the listing of users set aside did not come back from the disk as it was, so the snapshot was left without a manifest. The disk of the runner may be faulty: run the job again.'
    })
    await scratch.close()
  })
})
