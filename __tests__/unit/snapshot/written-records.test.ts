import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { MAX_LINE_BYTES } from '../../../src/snapshot/parts/lines.ts'
import {
  groupCodec,
  membershipCodec,
  userCodec,
  type UserRecord
} from '../../../src/snapshot/records.ts'
import { groupRecord, userRecord } from '../../fixtures/snapshot-records.ts'
import { anyUserRecord } from '../../fixtures/any-records.ts'

describe('no line is written that would be refused', () => {
  const NOT_A_TEXT = null as unknown as string
  const unreadable = (why: string) =>
    expect.objectContaining({
      code: 'cognito-answer',
      message: expect.stringMatching(
        `^No snapshot was written, because no reader would take it: the ${why}\\. `
      )
    })

  test.each([
    [
      () => userCodec.encode(userRecord({ username: '' })),
      'user record has a wrong or missing field username'
    ],
    [
      () => userCodec.encode(userRecord({ createdAt: NOT_A_TEXT })),
      'user record has a wrong or missing field createdAt'
    ],
    [
      () => userCodec.encode(userRecord({ attributes: { email: NOT_A_TEXT } })),
      'user record has a wrong or missing field attributes'
    ],
    [
      () => groupCodec.encode(groupRecord({ precedence: -1 })),
      'group record has a wrong or missing field precedence'
    ],
    [
      () => groupCodec.encode(groupRecord({ roleArn: '' })),
      'group record has a wrong or missing field roleArn'
    ],
    [
      () =>
        groupCodec.encode(
          groupRecord({ modifiedAt: '+010000-01-01T00:00:00.000Z' })
        ),
      'group record has a wrong or missing field modifiedAt'
    ],
    [
      () => membershipCodec.encode({ group: 'a', username: 'x'.repeat(5000) }),
      'membership record has a wrong or missing field username'
    ]
  ])('of a record that has something wrong (%#)', (encode, why) => {
    expect(encode).toThrow(unreadable(why))
  })

  test('of more bytes than a line may have', () => {
    const encode = (length: number) =>
      userCodec.encode(
        userRecord({ attributes: { 'custom:a': 'é'.repeat(length) } })
      )
    const most = Math.floor((MAX_LINE_BYTES - encode(0).length) / 2)
    expect(Buffer.byteLength(encode(most))).toBeGreaterThan(MAX_LINE_BYTES - 2)
    expect(() => encode(most + 1)).toThrow(
      unreadable(
        'user record has more in its field attributes or mfa than a line holds'
      )
    )
  })

  test('whatever is in it', () => {
    // Of any type and length, so that some of it is refused and some is not.
    const anything = fc.oneof(
      anyUserRecord,
      fc.record({
        ...Object.fromEntries(
          Object.keys(userRecord()).map(key => [
            key,
            fc.oneof(
              {
                weight: 8,
                arbitrary: anyUserRecord.map(
                  user => user[key as keyof UserRecord] as unknown
                )
              },
              { weight: 1, arbitrary: fc.anything() }
            )
          ])
        )
      })
    )
    let written = 0
    fc.assert(
      fc.property(anything, record => {
        let line: string
        try {
          line = userCodec.encode(record as UserRecord)
        } catch (error) {
          expect(error).toMatchObject({ code: 'cognito-answer' })
          return
        }
        written += 1
        expect(userCodec.decode(line)).toEqual(record)
      }),
      { numRuns: 500 }
    )
    expect(written).toBeGreaterThan(100)
  })
})
