import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  FORMAT_VERSION,
  manifestKey,
  NOT_CAPTURED,
  partKey
} from '../../../src/snapshot/manifest.ts'
import { PART_KINDS } from '../../../src/snapshot/parts/part-kinds.ts'
import { ADDRESS } from '../../fixtures/small-snapshot.ts'

const PREFIX =
  'cognito-backup/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP'

describe('the key', () => {
  test('of each part is distinct, and keys sort as the parts do', () => {
    const index = fc.nat({ max: 99_999 })
    fc.assert(
      fc.property(
        fc.constantFrom(...PART_KINDS.slice(1)),
        index,
        index,
        (kind, one, other) => {
          const [key, next] = [one, other].map(at => partKey(ADDRESS, kind, at))
          expect(key === next).toBe(one === other)
          expect((key ?? '') < (next ?? '')).toBe(one < other)
        }
      )
    )
  })

  test.each([
    ['pool', 'pool.json.gz'],
    ['groups', 'groups/part-00007.ndjson.gz'],
    ['users', 'users/part-00007.ndjson.gz'],
    ['memberships', 'memberships/part-00007.ndjson.gz']
  ] as const)('of %s is %s below the address', (kind, name) => {
    expect(partKey(ADDRESS, kind, 7)).toBe(`${PREFIX}/${name}`)
  })

  test('of the manifest is below the address', () => {
    expect(manifestKey(ADDRESS)).toBe(`${PREFIX}/manifest.json`)
  })
})

test('the format is that of the specification', () => {
  expect(FORMAT_VERSION).toEqual({ major: 1, minor: 1 })
  expect(NOT_CAPTURED).toEqual([
    'passwords',
    'totpSecrets',
    'passkeys',
    'devices',
    'sessions',
    'clientSecrets'
  ])
})
