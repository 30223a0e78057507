import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { UserError } from '../../../src/shared/errors.ts'
import {
  GroupCheck,
  throwFirst,
  UserCheck
} from '../../../src/snapshot/content-check.ts'
import { READ_CAPS } from '../../../src/snapshot/limits.ts'
import type { Manifest } from '../../../src/snapshot/manifest.ts'
import type { UserRecord } from '../../../src/snapshot/records.ts'
import { groupRecord, userRecord } from '../../fixtures/snapshot-records.ts'
import { ADDRESS, smallSnapshot } from '../../fixtures/small-snapshot.ts'

const codes = (refusals: readonly UserError[]) =>
  refusals.map(({ code }) => code)

const USERS = [
  userRecord(),
  userRecord({ sub: 'sub-of-eva', mfa: 'unknown', status: 'UNCONFIRMED' }),
  userRecord({ sub: 'sub-of-grace', skip: ['no-username', 'federated'] }),
  userRecord({ sub: 'sub-of-alan', mfa: 'unknown', skip: ['mfa-protected'] })
]

/** Checks users against the manifest of `USERS`, changed. */
async function check(
  users: readonly UserRecord[],
  change: (counts: Manifest['counts']) => void = () => undefined
) {
  const { manifest } = await smallSnapshot({ users: USERS })
  change(manifest.counts)
  const check = new UserCheck({
    address: ADDRESS,
    manifest,
    manifestSha256: 'ab'.repeat(32)
  })
  for (const user of users) check.add(user)
  return check
}

describe('the users of a snapshot', () => {
  test('are what its manifest counts', async () => {
    const checked = await check(USERS)
    expect(checked.refusals()).toEqual([])
    expect(checked.counts).toMatchObject({
      users: 4,
      skippedUsers: 2,
      mfaUnknown: 1,
      byStatus: { CONFIRMED: 3, UNCONFIRMED: 1 }
    })
  })

  test.each<[string, (counts: Manifest['counts']) => unknown]>([
    ['users', counts => (counts.users = 5)],
    ['skipped.noUsername', counts => (counts.skipped.noUsername = 0)],
    ['skipped.mfaProtected', counts => (counts.skipped.mfaProtected = 2)],
    ['skipped.federated', counts => (counts.skipped.federated = 2)],
    ['mfaUnknown', counts => (counts.mfaUnknown = 2)],
    ['byStatus', counts => (counts.byStatus['CONFIRMED'] = 2)],
    ['byStatus', counts => (counts.byStatus['ARCHIVED'] = 1)],
    ['byStatus', counts => (counts.byStatus = {})]
  ])('are held against %s', async (name, change) => {
    const refusals = (await check(USERS, change)).refusals()
    expect(codes(refusals)).toEqual(['snapshot-counts'])
    expect(refusals[0]?.message).toContain(`counts: ${name}.`)
  })

  test('are refused when one is there twice, and told in one sentence', async () => {
    const [ada = userRecord()] = USERS
    const again = { ...ada, username: 'somebody else' }
    const refusals = (await check([...USERS, ada, again])).refusals()
    expect(codes(refusals)).toEqual(['snapshot-duplicate', 'snapshot-counts'])
    expect(refusals[0]?.message).toContain('holds 2 users more than once')
  })

  test('are never named', async () => {
    const refusals = (await check([...USERS, ...USERS])).refusals()
    const said = refusals.map(({ message }) => message).join()
    expect(said).not.toMatch(/ada|eva|grace|alan|7438d4b8/)
  })
})

describe('the groups of a snapshot', () => {
  test('are whole when each is there once, with its members', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), names => {
        const check = new GroupCheck()
        for (const name of names) check.addGroup(groupRecord({ name }))
        for (const group of names) {
          check.addMembership({ group, username: 'ada' })
        }
        expect(check.refusals()).toEqual([])
      })
    )
  })

  test('are refused when one is there twice', () => {
    const check = new GroupCheck()
    check.addGroup(groupRecord())
    check.addGroup(groupRecord({ roleArn: 'arn:aws:iam::1:role/x' }))
    expect(codes(check.refusals())).toEqual(['snapshot-duplicate'])
  })

  test('are refused with members of a group that is not there', () => {
    const check = new GroupCheck()
    check.addGroup(groupRecord())
    check.addMembership({ group: 'owners', username: 'ada' })
    const [refusal] = check.refusals()
    expect(refusal).toMatchObject({
      code: 'snapshot-membership',
      message: expect.stringContaining('1 membership in groups')
    })
    expect(refusal?.message).not.toMatch(/owners|ada/)
  })
})

test('the first refusal is thrown, and nothing where there is none', async () => {
  const refusals = (await check([...USERS, ...USERS])).refusals()
  expect(() => throwFirst(refusals)).toThrow(refusals[0])
  expect(() => throwFirst([])).not.toThrow()
})

test('memberships in any number of foreign groups are counted, and no more groups kept than a snapshot may hold', () => {
  const check = new GroupCheck()
  const foreign = READ_CAPS.groups + 2
  for (let group = 0; group < foreign; group += 1) {
    check.addMembership({ username: 'ada', group: `group-${group}` })
  }
  expect(check.refusals().map(String).join()).toContain('50,002 memberships')
})

test('the first refusal is thrown, also after what is not refused', () => {
  const refusal = new UserError('snapshot-too-old', 'Too old.')
  expect(() => throwFirst([undefined, refusal])).toThrow(refusal)
  expect(() => throwFirst([undefined])).not.toThrow()
})
