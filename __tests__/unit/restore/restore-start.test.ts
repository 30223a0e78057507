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

test('a restore reads the pool only once no import job creates users in it', async () => {
  const begun: string[] = []
  let isActive = true
  await restore({
    policies: {
      restoreMethod: 'auto',
      importRoleArn: 'arn:aws:iam::111122223333:role/import-logs'
    },
    answers: {
      ListUserImportJobs: () => {
        const Status = isActive ? 'InProgress' : 'Succeeded'
        begun.push(Status)
        isActive = false
        const CreationDate = new Date(0)
        return {
          UserImportJobs: [{ JobId: 'import-1', Status, CreationDate }]
        }
      },
      DescribeUserPool: () => {
        begun.push('the pool')
        return poolAnswer()
      }
    }
  })
  expect(begun).toEqual(['InProgress', 'Succeeded', 'the pool'])
})
