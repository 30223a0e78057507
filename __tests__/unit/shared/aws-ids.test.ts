import { describe, expect, test } from '@jest/globals'
import { USER_POOL_ID } from '../../../src/shared/aws-ids.ts'

describe('the id of a user pool', () => {
  test.each(['eu-west-1_Ab12Cd34E', 'us-gov-west-1_9', 'cn-north-1_a'])(
    'may be %s',
    id => {
      expect(USER_POOL_ID.test(id)).toBe(true)
    }
  )

  test.each([
    'eu-west-1',
    'eu-west-1_',
    'eu-west_1',
    'EU-WEST-1_a',
    'eu-west-1_a/b',
    'eu-west-1_a_b',
    '../eu-west-1_a'
  ])('is not %s', id => {
    expect(USER_POOL_ID.test(id)).toBe(false)
  })
})
