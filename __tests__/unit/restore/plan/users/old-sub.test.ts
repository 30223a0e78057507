import { describe, expect, test } from '@jest/globals'
import {
  canKeepSubs,
  newSubAttribute,
  withSubOfPool
} from '../../../../../src/restore/plan/users/old-sub.ts'
import { hasOlderSub, withOldSub } from '../../../../../src/snapshot/old-sub.ts'
import { attribute } from '../../../../fixtures/preflight-facts.ts'
import { poolUser } from '../../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../../fixtures/snapshot-records.ts'

const OLD = 'custom:old_sub'
const kept = (value?: string) =>
  withOldSub(
    userRecord({
      sub: 'sub-in-snapshot',
      attributes: value === undefined ? {} : { [OLD]: value }
    }),
    OLD
  )

describe('the sub of a user', () => {
  test('is kept, unless the snapshot has an older one', () => {
    for (const none of [kept(), kept('')]) {
      expect(none.attributes).toEqual({ [OLD]: 'sub-in-snapshot' })
      expect(hasOlderSub(none, OLD)).toBe(false)
    }
    expect(kept('older').attributes).toEqual({ [OLD]: 'older' })
    expect(hasOlderSub(kept('older'), OLD)).toBe(true)
  })

  test('is not kept unless asked for', () => {
    const record = userRecord()
    expect(withOldSub(record, undefined)).toBe(record)
    expect(hasOlderSub(record, undefined)).toBe(false)
  })
})

describe('an update', () => {
  const updated = (sub: string, is?: string, was?: string) => {
    const attributes = is === undefined ? {} : { [OLD]: is }
    const { createdAt, ...user } = poolUser('ada', { sub, attributes })
    const existing = { ...user, createdAt: createdAt.getTime() }
    return withSubOfPool(kept(was), existing, OLD).attributes[OLD]
  }

  test('writes the old sub to a user who has a new one', () => {
    expect(updated('new')).toBe('sub-in-snapshot')
  })

  test('writes no user the own sub', () => {
    expect(updated('sub-in-snapshot')).toBe('')
  })

  test('replaces a value of the pool by one of the snapshot alone', () => {
    expect(updated('new', 'of the pool')).toBe('of the pool')
    expect(updated('new', 'of the pool', 'older')).toBe('older')
  })
})

describe('an attribute', () => {
  test('that the restore adds keeps subs', () => {
    expect(canKeepSubs(newSubAttribute(OLD))).toBe(true)
  })

  test('keeps subs if it is a mutable String of 36 characters', () => {
    expect(canKeepSubs(attribute(OLD))).toBe(true)
    for (const changes of [
      { type: 'Number' as const },
      { mutable: false },
      { maxLength: 35 },
      { minLength: 37 }
    ]) {
      expect(canKeepSubs(attribute(OLD, changes))).toBe(false)
    }
  })
})
