import { describe, expect, test } from '@jest/globals'
import { toRow } from '../../../src/restore/plan/import/csv-row.ts'
import { formatWith, importable } from '../../fixtures/import-jobs.ts'
import { attribute } from '../../fixtures/preflight-facts.ts'
import {
  plannerWith,
  poolUser,
  type TargetChanges
} from '../../fixtures/restore-plans.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'

type Attributes = Readonly<Record<string, string>>

const schema = [
  attribute('custom:member', { type: 'Boolean' }),
  attribute('custom:note')
]
const spelled = (flag: string, member: string, note: string) => ({
  email: 'ada@example.com',
  email_verified: flag,
  'custom:member': member,
  'custom:note': note
})

/** What an update changes from one set of attributes to another. */
function changesOf(
  is: Attributes,
  was: Attributes,
  description: TargetChanges['description'] = {}
) {
  const users = [poolUser('ada', { attributes: is })]
  const plan = plannerWith(
    { users, schema, description },
    { existingUsers: 'update' }
  ).plan(userRecord({ sub: 'sub-of-ada', attributes: was }), [])
  return plan.action === 'update' ? plan.attributes : plan.action
}

describe('a Boolean attribute of an existing user', () => {
  test.each([
    ['True', 'true'],
    ['true', 'True'],
    ['FALSE', 'false']
  ])('that says %s is not rewritten for one that says %s', (was, is) => {
    const [before, after] = [spelled(was, was, 'x'), spelled(is, is, 'x')]
    expect(changesOf(after, before)).toBe('keep')
  })

  test('that says something else is written as the snapshot has it', () => {
    expect(
      changesOf(spelled('False', 'true', 'a'), spelled('True', 'False', 'A'))
    ).toEqual({
      email_verified: 'True',
      'custom:member': 'False',
      'custom:note': 'A'
    })
  })
})

test('an address that is verified in capitals is set where codes would be sent', () => {
  const was = { email: 'new@example.com', email_verified: 'True' }
  const pool = { autoVerifiedAttributes: ['email'] }
  expect(changesOf({ email: 'old@example.com' }, was, pool)).toEqual(was)
})

test('import files have Booleans in lower case, and texts as they are', () => {
  const user = importable('ada', {
    attributes: { ...spelled('True', 'FALSE', 'True') }
  })
  const columns = ['email_verified', 'custom:member', 'custom:note']
  const booleans = ['email_verified', 'custom:member']
  expect(
    toRow(user, formatWith({ columns: [...columns, 'email'], booleans }), '')
  ).toEqual({
    row: 'true,false,True,ada@example.com'
  })
})
