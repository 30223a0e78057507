import { beforeAll, describe, expect, test } from '@jest/globals'
import { READ_CAPS } from '../../../src/snapshot/limits.ts'
import {
  decodeManifest,
  encodeManifest
} from '../../../src/snapshot/manifest-codec.ts'
import {
  manifestKey,
  partKey,
  type Manifest
} from '../../../src/snapshot/manifest.ts'
import { codeOf } from '../../fixtures/refusals.ts'
import { groupRecord, userRecord } from '../../fixtures/snapshot-records.ts'
import {
  ADDRESS,
  sha256,
  smallSnapshot
} from '../../fixtures/small-snapshot.ts'

let GOOD: Manifest
beforeAll(async () => {
  const { manifest } = await smallSnapshot({
    users: [userRecord(), userRecord({ username: 'grace' })],
    groups: [groupRecord()],
    memberships: [{ group: 'admins', username: 'ada' }]
  })
  GOOD = manifest
})

interface Draft {
  [field: string]: unknown
  version: Record<string, unknown>
  source: Record<string, unknown>
  counts: Record<string, unknown>
  objects: Record<string, unknown>[]
}

/** Decodes the good manifest after a change, under a digest that fits it. */
function decode(change: (draft: Draft) => unknown): Manifest {
  const draft = JSON.parse(encodeManifest(GOOD).toString()) as Draft
  delete draft['contentSha256']
  change(draft)
  return decodeManifest(seal(JSON.stringify(draft, null, 2)), ADDRESS)
}

/** Adds the digest to a document as the specification of the format says. */
function seal(document: string): Buffer {
  const body = document.replace(/\n\}$/, '')
  const digest = sha256(`${document}\n`)
  return Buffer.from(`${body},\n  "contentSha256": "${digest}"\n}\n`)
}

/** An object of the draft by its place, which the fixture is known to have. */
function at(draft: Draft, index: number): Record<string, unknown> {
  const object = draft.objects[index]
  if (object === undefined) throw new Error('no such object')
  return object
}

const refusal = expect.objectContaining({ code: 'manifest-invalid' })

describe('a manifest', () => {
  test('comes back as it was', () => {
    expect(decodeManifest(encodeManifest(GOOD), ADDRESS)).toEqual(GOOD)
  })

  test('ends with the digest of what is before it', () => {
    const document = JSON.stringify(GOOD, null, 2)
    expect(encodeManifest(GOOD)).toEqual(seal(document))
  })

  test('is text that a person can read, with a last line feed', () => {
    const text = encodeManifest(GOOD).toString()
    expect(text).toContain('\n  "format": "cognito-backup",\n')
    expect(text.endsWith('}\n')).toBe(true)
  })

  test('of a later minor version is read, without what it adds', () => {
    const read = decode(draft => {
      draft.version['minor'] = 7
      draft['addedLater'] = true
      draft.counts['addedLater'] = 1
    })
    expect(read.version).toEqual({ major: 1, minor: 7 })
    expect(read).not.toHaveProperty('addedLater')
    expect(read.counts).not.toHaveProperty('addedLater')
  })

  test.each(['OFF', 'OPTIONAL', 'ON'])('may be of a pool with MFA %s', mfa => {
    const read = decode(draft => (draft.source['mfaConfiguration'] = mfa))
    expect(read.source.mfaConfiguration).toBe(mfa)
  })

  test('lists an object of the version that S3 gave it', () => {
    const read = decode(draft => {
      at(draft, 0)['versionId'] = 'v1'
    })
    expect(read.objects[0]?.versionId).toBe('v1')
  })
})

describe('the version', () => {
  test.each([0, 2, 17])(
    'major %d is refused with the version that reads it',
    major => {
      expect(() => decode(draft => (draft.version['major'] = major))).toThrow(
        expect.objectContaining({
          code: 'snapshot-version',
          message: expect.stringContaining(`v${major} of the action`)
        })
      )
    }
  )

  test('of another major is told even when nothing else is understood', () => {
    const later = { format: 'cognito-backup', version: { major: 2, minor: 1 } }
    expect(() =>
      decodeManifest(Buffer.from(JSON.stringify(later)), ADDRESS)
    ).toThrow(expect.objectContaining({ code: 'snapshot-version' }))
  })

  test.each([-1, 1.5, '1', null, 2 ** 60])('%j is none', major => {
    expect(() => decode(draft => (draft.version['major'] = major))).toThrow(
      refusal
    )
  })
})

describe('a manifest that was moved', () => {
  test.each<[string, (draft: Draft) => unknown]>([
    ['snapshot', d => (d['snapshotId'] = '20261123T020000Z-BBBBBBBBBBBBBBBB')],
    ['pool', d => (d.source['userPoolId'] = 'eu-west-1_Other')]
  ])('here from another %s has a code of its own', (_place, change) => {
    expect(() => decode(change)).toThrow(
      expect.objectContaining({ code: 'manifest-address' })
    )
  })
})

describe('refused is a manifest', () => {
  test.each<[string, (draft: Draft) => unknown]>([
    ['of another format', d => (d['format'] = 'other')],
    ['that is not complete', d => (d['status'] = 'partial')],
    ['with an id that is none', d => (d['snapshotId'] = '../x')],
    ['without a time', d => delete d['startedAt']],
    ['with a time that is none', d => (d['startedAt'] = 'yesterday')],
    ['with an end that is no time', d => (d['finishedAt'] = '')],
    ['with a negative count', d => (d.counts['users'] = -1)],
    ['with half a user', d => (d.counts['users'] = 1.5)],
    ['with a count as text', d => (d.counts['users'] = '2')],
    ['with one user too many', d => (d.counts['users'] = 3)],
    ['with one group too few', d => (d.counts['groups'] = 0)],
    ['with one membership too many', d => (d.counts['memberships'] = 2)],
    [
      'with an object that holds more than is counted',
      d => (at(d, 2)['records'] = 9)
    ],
    ['without its pool.json', d => d.objects.shift()],
    ['with two records of the pool', d => (at(d, 0)['records'] = 2)],
    ['without the first part of users', d => d.objects.splice(2, 1)],
    ['without the last part of users', d => d.objects.splice(3, 1)],
    ['with a part twice', d => d.objects.splice(2, 0, at(d, 2))],
    [
      'with parts in another order',
      d => d.objects.splice(2, 2, at(d, 3), at(d, 2))
    ],
    ['with a gap in the numbers', d => (at(d, 3)['index'] = 2)],
    ['with an unknown kind', d => (at(d, 1)['kind'] = 'devices')],
    [
      'with a part under the key of another',
      d => (at(d, 3)['key'] = at(d, 2)['key'])
    ],
    ['with a digest that is none', d => (at(d, 2)['sha256'] = 'abc')],
    ['with a digest in capitals', d => (at(d, 2)['sha256'] = 'A'.repeat(64))],
    ['with a part of negative size', d => (at(d, 2)['bytes'] = -1)],
    [
      'with a part over the cap',
      d => (at(d, 2)['bytes'] = READ_CAPS.partBytes + 1)
    ],
    [
      'with MFA that Cognito does not know',
      d => (d.source['mfaConfiguration'] = 'MAYBE')
    ],
    ['without its objects', d => Reflect.deleteProperty(d, 'objects')]
  ])('%s', (_what, change) => {
    expect(() => decode(draft => change(draft))).toThrow(refusal)
  })

  test.each([
    'pool.json.gz',
    '../users/part-00000.ndjson.gz',
    manifestKey(ADDRESS).replace('manifest.json', '../x.gz'),
    `/${partKey(ADDRESS, 'users', 0)}`,
    partKey({ ...ADDRESS, userPoolId: 'eu-west-1_Other' }, 'users', 0),
    partKey({ ...ADDRESS, prefix: 'elsewhere' }, 'users', 0),
    partKey(ADDRESS, 'groups', 0),
    partKey(ADDRESS, 'users', 0).replace('users', './users'),
    partKey(ADDRESS, 'users', 0).replace('00000', '0'),
    ''
  ])('that names the foreign key %j', key => {
    expect(() => decode(draft => (at(draft, 2)['key'] = key))).toThrow(refusal)
  })

  test('with more groups than any pool has', () => {
    const having = (count: number) => (draft: Draft) => {
      draft.counts['groups'] = count
      at(draft, 1)['records'] = count
    }
    expect(decode(having(READ_CAPS.groups)).counts.groups).toBe(
      READ_CAPS.groups
    )
    expect(() => decode(having(READ_CAPS.groups + 1))).toThrow(refusal)
  })

  test.each([
    ['nothing', ''],
    ['half a document', '{"format":'],
    ['an empty object', '{}'],
    ['a list', '[]'],
    ['null', 'null']
  ])('that is %s', (_what, text) => {
    expect(() => decodeManifest(Buffer.from(text), ADDRESS)).toThrow(refusal)
  })

  test('that is not UTF-8', () => {
    const bytes = encodeManifest(GOOD)
    bytes.writeUInt8(0xff, bytes.indexOf('octo'))
    expect(() => decodeManifest(bytes, ADDRESS)).toThrow(refusal)
  })

  const codeFor = (bytes: Uint8Array) =>
    codeOf(new Promise(resolve => resolve(decodeManifest(bytes, ADDRESS))))

  test('that is cut off anywhere', async () => {
    const bytes = encodeManifest(GOOD)
    const codes = new Set<string>()
    for (const length of bytes.keys()) {
      codes.add(await codeFor(bytes.subarray(0, length)))
    }
    expect([...codes]).toEqual(['manifest-invalid'])
  })

  test.each<[string, (text: string) => string]>([
    ['in other words', text => JSON.stringify(JSON.parse(text))],
    ['with a blank line after it', text => `${text}\n`],
    ['with a byte order mark', text => `\ufeff${text}`],
    ['with a field twice', text => text.replace('{', '{\n  "status": "x",')],
    ['without its digest', text => text.replace(/,\s+"contentSha256".*/, '')],
    [
      'with another digest',
      text => text.replace(/[0-9a-f]{64}(?="\n}\n$)/, 'a'.repeat(64))
    ]
  ])('%s', (_what, change) => {
    const text = encodeManifest(GOOD).toString()
    expect(change(text)).not.toBe(text)
    expect(() => decodeManifest(Buffer.from(change(text)), ADDRESS)).toThrow(
      refusal
    )
  })

  test('that sits at the address of another snapshot', () => {
    const bytes = encodeManifest(GOOD)
    for (const [change, code] of [
      [{ snapshotId: '20261123T020000Z-BBBBBBBBBBBBBBBB' }, 'manifest-address'],
      [{ userPoolId: 'eu-west-1_Other' }, 'manifest-address'],
      [{ prefix: 'elsewhere' }, 'manifest-invalid']
    ] as const) {
      expect(() => decodeManifest(bytes, { ...ADDRESS, ...change })).toThrow(
        expect.objectContaining({ code })
      )
    }
  })

  test.each([
    ['nested too deeply', '['.repeat(4_000_000)],
    ['of too many values', `[${'{},'.repeat(1_100_000)}{}]`]
  ])('%s, before it is parsed', (_what, text) => {
    expect(() => decodeManifest(Buffer.from(text), ADDRESS)).toThrow(
      expect.objectContaining({ code: 'snapshot-bomb' })
    )
  })

  test('and the field that is wrong is named', () => {
    expect(() => decode(draft => (draft.counts['users'] = -1))).toThrow(
      'counts.users'
    )
  })
})

test('a prototype in a manifest changes no object', () => {
  const document = JSON.stringify(GOOD, null, 2).replace(
    '{',
    '{\n  "__proto__": {\n    "evil": 1\n  },'
  )
  const read = decodeManifest(seal(document), ADDRESS)
  expect(read).toEqual(GOOD)
  expect({}).not.toHaveProperty('evil')
})
