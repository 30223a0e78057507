import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { comparePools } from '../../simulator/demo/compare-pools.ts'
import {
  startSimulator,
  type Fault,
  type Simulator
} from '../../simulator/simulator.ts'
import { runExport, runRestore, runVerify } from '../fixtures/run-here.ts'
import { storedRecords, storedUsers } from '../fixtures/stored-snapshots.ts'

interface Listing {
  Groups?: object[]
  Users?: { Attributes?: object[] }[]
}

/** Answers as an emulator does: what there is not is empty, and not left out. */
const EMULATED: Fault = {
  operation: ['ListGroups', 'ListUsers'],
  times: Infinity,
  does: {
    answer: reply => {
      const { Groups, Users, ...rest } = JSON.parse(
        reply.body.toString()
      ) as Listing
      const nothing = { Description: '', RoleArn: '', Precedence: null }
      const blank = [{ Name: 'nickname', Value: '' }, { Name: 'profile' }]
      const body = {
        NextToken: '',
        PaginationToken: '',
        ...rest,
        ...(Groups && { Groups: Groups.map(one => ({ ...nothing, ...one })) }),
        ...(Users && {
          Users: Users.map(({ Attributes = [], ...user }) => ({
            MFAOptions: null,
            ...user,
            Attributes: [...Attributes, ...blank]
          }))
        })
      }
      return { ...reply, body: JSON.stringify(body) }
    }
  }
}

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ users: 20, membershipsPerUser: 1 })
  simulator.addGroup(simulator.userPoolId, { name: 'without-a-role' })
  simulator.setFaults([EMULATED])
})
afterAll(() => simulator.close())

test('a pool of an emulator is exported, verified and restored', async () => {
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
  expect(storedRecords(simulator, 'groups')).toContainEqual(
    expect.objectContaining({
      name: 'without-a-role',
      description: null,
      precedence: null,
      roleArn: null
    })
  )
  for (const { attributes } of storedUsers(simulator)) {
    expect(attributes).toMatchObject({ nickname: '', profile: '' })
  }

  expect((await runVerify(simulator)).exitCode).toBe(0)

  const restored = await runRestore(simulator)
  expect(restored.exitCode).toBe(0)
  const { groups } = simulator.poolState(simulator.emptyUserPoolId)
  expect(groups.find(({ name }) => name === 'without-a-role')).toMatchObject({
    name: 'without-a-role'
  })
  const { users } = comparePools(
    simulator.poolState(simulator.userPoolId),
    simulator.poolState(simulator.emptyUserPoolId)
  )
  expect(restored.outputs).toMatchObject({
    'users-created': String(users),
    'failed-users': '0'
  })
})
