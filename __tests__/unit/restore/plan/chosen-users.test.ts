import { expect, test } from '@jest/globals'
import { readChosenUsers } from '../../../../src/restore/plan/chosen-users.ts'
import type { RestorePolicies } from '../../../../src/restore/policies.ts'
import { openSnapshot } from '../../../../src/snapshot/reader.ts'
import { onlyUsers } from '../../../fixtures/chosen-users.ts'
import { fakeProgress, NEVER } from '../../../fixtures/fake-world.ts'
import { ADA, EVA } from '../../../fixtures/plan-scene.ts'
import {
  descriptionWith,
  identitiesText,
  policiesWith
} from '../../../fixtures/restore-plans.ts'
import { ADDRESS, smallSnapshot } from '../../../fixtures/small-snapshot.ts'
import { userRecord } from '../../../fixtures/snapshot-records.ts'

const OKTA = userRecord({
  username: 'Okta_1',
  sub: 'sub-of-okta',
  status: 'EXTERNAL_PROVIDER',
  attributes: { identities: identitiesText(['Okta', '1']) },
  skip: ['federated']
})

/** Reads a snapshot of three users, and counts how often their parts are read. */
async function choose(
  names: readonly string[] | undefined,
  policies: Partial<RestorePolicies> = {}
) {
  const { fetch } = await smallSnapshot({ users: [ADA, EVA, OKTA] })
  const snapshot = await openSnapshot(ADDRESS, fetch)
  const { progress, pieces } = fakeProgress()
  const chosen = await readChosenUsers(
    snapshot,
    descriptionWith({ aliasAttributes: ['email'] }),
    policiesWith({ ...policies, onlyUsers: names && onlyUsers(names) }),
    { fetch, progress, signal: NEVER }
  )
  return { ...chosen, readings: pieces.length }
}

test('chosen users are kept, with what their plans ask for', async () => {
  const { records, sought } = await choose(['ada'])
  expect(records).toEqual([ADA])
  expect(sought).toEqual([
    { attribute: 'username', value: 'ada', isIdentifying: true },
    { attribute: 'email', value: 'ada@example.com', isIdentifying: false }
  ])
})

test('where all users are chosen, they are not read yet', async () => {
  const all = { records: undefined, sought: undefined, readings: 0 }
  expect(await choose(undefined)).toEqual(all)
})

test('a name that belongs to no user ends the run before the pool is read', async () => {
  await expect(choose(['nobody'])).rejects.toMatchObject({ code: 'input' })
})

test('no search finds who has the identity of a federated user', async () => {
  const { records, sought } = await choose(['Okta_1'])
  expect(records).toEqual([OKTA])
  expect(sought).toBe('no filter finds linked identities')
})

test('users to be linked are planned beside all others', async () => {
  const { records } = await choose(['Okta_1'], { federatedUsers: 'link' })
  expect(records).toBeUndefined()
  const native = await choose(['ada'], { federatedUsers: 'link' })
  expect(native.records).toEqual([ADA])
})

test('very many names are not kept', async () => {
  const names = Array.from({ length: 20_001 }, (_, at) => `name-${at}`)
  const { records, sought, readings } = await choose(names)
  expect({ records, sought, readings }).toEqual({
    records: undefined,
    sought: 'very many users are chosen',
    readings: 0
  })
})
