import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { gunzipSync, gzipSync } from 'node:zlib'
import { measured } from '../../tools/bench/measured-process.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import {
  decodeManifest,
  encodeManifest
} from '../../src/snapshot/manifest-codec.ts'
import type { Manifest } from '../../src/snapshot/manifest.ts'
import type { PartKind } from '../../src/snapshot/part-writer.ts'
import { parseAddress } from '../../src/snapshot/address.ts'
import {
  runExport,
  runRestore,
  runVerify,
  writesToPools
} from '../fixtures/action-runs.ts'
import { groupRecord } from '../fixtures/snapshot-records.ts'
import { gzipOf, repeated, vouchFor } from '../fixtures/forged-snapshots.ts'

/*
 * Small objects that would become large. The manifest vouches for each, so that
 * nothing but the caps of the format is in its way. The action must refuse it
 * within 300 MB of memory and ten seconds of CPU, and write to no pool.
 */

const MiB = 1024 * 1024
const MEMORY_KIB = 300_000
const CPU_SECONDS = 10

let simulator: Simulator
let manifest: Manifest
let manifestKey: string
const good = new Map<string, Buffer>()

beforeAll(async () => {
  simulator = await startSimulator({
    users: 200,
    groups: 2,
    membershipsPerUser: 1
  })
  const run = await runExport(simulator)
  expect(run.exitCode).toBe(0)
  for (const { key, bytes } of simulator.bucketObjects()) good.set(key, bytes)
  manifestKey =
    [...good.keys()].find(key => key.endsWith('manifest.json')) ?? ''
  const address = parseAddress(run.outputs['snapshot-uri'] ?? '')
  manifest = decodeManifest(good.get(manifestKey) ?? Buffer.of(), address)
})
afterAll(() => simulator.close())

type Bomb = () => Promise<void> | void

/** Stores a part, and a manifest that vouches for it. */
async function plant(
  kind: PartKind,
  bytes: Buffer | Promise<Buffer>,
  records = 1
): Promise<void> {
  const forged = structuredClone(manifest)
  const part = await bytes
  vouchFor(forged, kind, part, records)
  const key = forged.objects.find(object => object.kind === kind)?.key ?? ''
  simulator.replaceObject(key, part)
  simulator.replaceObject(manifestKey, encodeManifest(forged))
}

/** A user of the snapshot, as its line, with an attribute of this length. */
function userLine(length = 0): string {
  const key = [...good.keys()].find(name => name.includes('/users/part-')) ?? ''
  const [line = ''] = gunzipSync(good.get(key) ?? '')
    .toString()
    .split('\n')
  const user = JSON.parse(line) as {
    attributes: Record<string, string>
    skip: string[]
  }
  if (length > 0) {
    user.attributes = { name: 'x'.repeat(length) }
    user.skip = ['federated']
  }
  return `${JSON.stringify(user)}\n`
}

function groupLine(at: number, length: number): string {
  const description = 'x'.repeat(length)
  return `${JSON.stringify(groupRecord({ name: `g${at}`, description }))}\n`
}

const BOMBS: [string, string, Bomb][] = [
  [
    'a gibibyte of zeros',
    'snapshot-bomb',
    () => plant('users', gzipOf(repeated('\0', 1024 * MiB)))
  ],
  [
    'one line of 200 MiB',
    'snapshot-bomb',
    () => plant('users', gzipOf(repeated('a', 200 * MiB)))
  ],
  [
    'records past the cap of a part',
    'snapshot-bomb',
    () => plant('users', gzipOf(repeated(userLine(1_000_000), 300 * MiB)), 9999)
  ],
  [
    'millions of empty lines',
    'snapshot-invalid',
    () => plant('users', gzipOf(repeated('\n', 100 * MiB)))
  ],
  [
    'a definition of a gibibyte',
    'snapshot-bomb',
    () => plant('pool', gzipOf(repeated('\0', 1024 * MiB)))
  ],
  [
    'a definition nested 60 million levels deep',
    'snapshot-bomb',
    () => plant('pool', gzipOf(repeated('[', 60 * MiB)))
  ],
  [
    'a definition of 20 million objects',
    'snapshot-bomb',
    () => plant('pool', gzipOf(repeated('{},', 60 * MiB)))
  ],
  [
    'a definition of 8 million keys',
    'snapshot-bomb',
    () =>
      plant(
        'pool',
        gzipOf(
          (function* () {
            yield '{"userPool":{'
            for (let at = 0; at < 8_000_000; at += 1000) {
              yield Array.from(
                { length: 1000 },
                (_, i) => `"${at + i}":0,`
              ).join('')
            }
          })()
        )
      )
  ],
  [
    'groups whose descriptions would fill the memory',
    'snapshot-invalid',
    () =>
      plant(
        'groups',
        gzipOf(
          (function* () {
            for (let at = 0; at < 250; at += 1) yield groupLine(at, 1_000_000)
          })()
        ),
        250
      )
  ],
  [
    'a manifest of a million groups',
    'manifest-invalid',
    () => plant('groups', gzipSync('x'), 1_000_000)
  ],
  [
    'memberships of endless names',
    'snapshot-invalid',
    () =>
      plant(
        'memberships',
        gzipOf(
          repeated(
            `${JSON.stringify({ group: 'g', username: 'x'.repeat(1_000_000) })}\n`,
            200 * MiB
          )
        )
      )
  ],
  [
    'a record nested a million levels deep',
    'snapshot-invalid',
    () => plant('groups', gzipSync(`${'['.repeat(MiB - 2)}\n`))
  ],
  [
    'a second member that is a bomb',
    'snapshot-damaged',
    async () => {
      const bomb = await gzipOf(repeated('\0', 256 * MiB))
      await plant('users', Buffer.concat([gzipSync(userLine()), bomb]))
    }
  ],
  [
    '31 MiB of padding',
    'snapshot-damaged',
    () =>
      plant(
        'users',
        Buffer.concat([gzipSync(userLine()), Buffer.alloc(31 * MiB)])
      )
  ],
  [
    'a stored object of 100 MiB',
    // A verification asks S3 after it and doesn't even try to read it.
    'snapshot-appended or snapshot-bomb',
    async () => {
      await plant('users', Buffer.alloc(MiB))
      const { key } = manifest.objects.find(({ kind }) => kind === 'users') ?? {
        key: ''
      }
      simulator.replaceObject(key, Buffer.alloc(100 * MiB))
    }
  ],
  [
    'a manifest of 100 MiB',
    'snapshot-bomb',
    () => simulator.replaceObject(manifestKey, Buffer.alloc(100 * MiB, '['))
  ],
  [
    'a manifest nested 8 million levels deep',
    'snapshot-bomb',
    () => simulator.replaceObject(manifestKey, Buffer.alloc(8 * MiB, '['))
  ],
  [
    'a manifest of 2.8 million objects',
    'snapshot-bomb',
    () =>
      simulator.replaceObject(
        manifestKey,
        Buffer.from(`[${'{},'.repeat(2_790_000)}{}]`)
      )
  ],
  [
    'a manifest of 20,001 parts',
    'manifest-invalid',
    () => {
      const forged = structuredClone(manifest)
      const [object] = forged.objects
      if (object === undefined) throw new Error('no object')
      forged.objects = Array.from({ length: 20_001 }, (_, index) => ({
        ...object,
        index
      }))
      simulator.replaceObject(manifestKey, encodeManifest(forged))
    }
  ]
]

test('there are at least twelve of them', () => {
  expect(BOMBS.length).toBeGreaterThanOrEqual(12)
})

test.each(BOMBS)('%s is refused (%s)', async (_what, code, light) => {
  await light()
  try {
    for (const run of [runVerify, runRestore]) {
      simulator.resetStats()
      const { result, usage } = await measured(({ NODE_OPTIONS, ...env }) =>
        run(
          simulator,
          {},
          {
            env: {
              ...env,
              NODE_OPTIONS: `${NODE_OPTIONS ?? ''} --max-old-space-size=256`
            }
          }
        )
      )
      expect(result.outputs).toMatchObject({ status: 'failed' })
      const told = result.outputs['findings'] ?? result.outputs['error-code']
      expect(code.split(' or ')).toContain(told?.split(' ')[0])
      expect(writesToPools(simulator.stats().calls)).toEqual([])
      expect(usage?.peakMemoryKiB).toBeLessThan(MEMORY_KIB)
      expect(usage?.cpuSeconds).toBeLessThan(CPU_SECONDS)
    }
  } finally {
    for (const [key, bytes] of good) simulator.replaceObject(key, bytes)
  }
})
