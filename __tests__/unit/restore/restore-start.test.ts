import { expect, test } from '@jest/globals'
import { poolAnswer } from '../../fixtures/fake-pool.ts'
import { restore } from '../../fixtures/restore-scene.ts'

test('a restore waits for few answers in a row before it lists the users', async () => {
  const begun: string[] = []
  await restore({
    s3: ({ Key, Prefix }) => {
      begun.push(String(Key ?? Prefix))
      return undefined
    },
    answers: {
      DescribeUserPool: () => {
        begun.push('the pool')
        return poolAnswer()
      },
      ListUsers: () => {
        begun.push('the users of the pool')
        return { Users: [] }
      }
    }
  })
  const at = (what: RegExp) => begun.findIndex(one => what.test(one))
  const users = at(/^the users of the pool/)
  expect(at(/^the pool$/)).toBeLessThan(at(/restores/))
  expect(at(/memberships/)).toBeLessThan(users)
  expect(at(/groups/)).toBeLessThan(users)
})
