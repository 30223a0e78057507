import { expect, test } from '@jest/globals'
import { readyFirst } from '../../../../../src/restore/apply/users/ready-first.ts'
import type { PlannedUser } from '../../../../../src/restore/plan/users/user-plan.ts'
import { planned } from '../../../../fixtures/applied-users.ts'
import { settle } from '../../../../fixtures/fake-world.ts'
import { creation, update } from '../../../../fixtures/restore-plans.ts'

/** Reads users whose groups are still to be created, as long as the test says. */
function read(users: readonly PlannedUser[], missing: readonly string[]) {
  const gates = new Map(
    missing.map(group => [group, Promise.withResolvers<undefined>()])
  )
  const progress = { seen: [] as string[], taken: 0 }
  async function* stream() {
    for (const user of users) {
      progress.taken += 1
      yield await Promise.resolve(user)
    }
  }
  const groups = { ready: (group: string) => gates.get(group)?.promise }
  async function readAll() {
    for await (const { record } of readyFirst(stream(), groups)) {
      progress.seen.push(record.username)
    }
  }
  const end = readAll()
  return {
    progress,
    end,
    create: (group: string) => {
      gates.get(group)?.resolve(undefined)
      gates.delete(group)
    },
    refuse: (group: string) => gates.get(group)?.reject(new Error('refused'))
  }
}

const member = (username: string, ...groups: string[]) =>
  planned(username, creation({ username, groups }))

test('users come in order where all groups exist', async () => {
  const users = [member('ada', 'a'), planned('eva'), member('ida', 'b')]
  const { progress, end } = read(users, [])
  await end
  expect(progress.seen).toEqual(['ada', 'eva', 'ida'])
})

test('a user waits for all its groups, and holds up no other', async () => {
  const users = [
    member('ada', 'a', 'b'),
    planned('eva', update({ addTo: ['a'] })),
    planned('ida')
  ]
  const { progress, end, create } = read(users, ['a', 'b'])
  await settle()
  expect(progress.seen).toEqual(['ida'])
  create('a')
  await settle()
  expect(progress.seen).toEqual(['ida', 'eva'])
  create('b')
  await end
  expect(progress.seen).toEqual(['ida', 'eva', 'ada'])
})

test('a user comes, too, when its group could not be created', async () => {
  const { progress, end, refuse } = read([member('ada', 'a')], ['a'])
  refuse('a')
  await end
  expect(progress.seen).toEqual(['ada'])
})

test('no more users than a thousand are kept waiting', async () => {
  const users = Array.from({ length: 3000 }, (_, index) =>
    member(`u${index}`, index % 2 === 0 ? 'a' : 'b')
  )
  const { progress, end, create } = read(users, ['a', 'b'])
  for (let round = 0; round < 20; round += 1) await settle()
  expect(progress).toEqual({ seen: [], taken: 1000 })
  create('a')
  create('b')
  await end
  expect(new Set(progress.seen).size).toBe(3000)
})
