import { expect, test } from '@jest/globals'
import { judge } from '../../../tools/news/judge.ts'
import {
  namesInBotocore,
  namesInClient,
  newsIn
} from '../../../tools/news/names.ts'

const model = (members: string[], ...operations: string[]) =>
  namesInBotocore({
    operations: Object.fromEntries(operations.map(name => [name, {}])),
    shapes: {
      Name: { type: 'string' },
      Pool: {
        type: 'structure',
        members: Object.fromEntries(members.map(name => [name, {}]))
      }
    }
  })

test('operations and members that only the newer model has are news', () => {
  const pinned = model(['Id', 'Gone'], 'ListPools')
  const newest = model(['Id', 'Tier'], 'ListPools', 'ClonePool')
  expect(newsIn(pinned, newest)).toEqual(['ClonePool', 'Pool.Tier'])
  expect(newsIn(newest, newest)).toEqual([])
})

test('members of a new structure are no news of their own', () => {
  const pinned = namesInBotocore({ operations: {}, shapes: {} })
  expect(newsIn(pinned, model(['Id']))).toEqual([])
})

test('a client of the SDK has the same names', () => {
  const client = (...members: string[]) =>
    namesInClient({
      ListPoolsCommand: () => undefined,
      Pool$: [3, 'a.b', 'Pool', 0, members, [0, 0]],
      PoolException$: [-3, 'a.b', 'PoolException', 0, ['message'], [0]],
      Pools$: [1, 'a.b', 'Pools', 0, 0],
      ListPools$: [9, 'a.b', 'ListPools', 0, () => [], () => []],
      paginateListPools: () => []
    })
  expect([...client('Id').operations]).toEqual(['ListPools'])
  expect(client('Id').structures).toEqual(
    new Map([
      ['Pool', ['Id']],
      ['PoolException', ['message']]
    ])
  )
  expect(newsIn(client('Id'), client('Id', 'Tier'))).toEqual(['Pool.Tier'])
})

test('the SDK that is installed can be read', async () => {
  const client = namesInClient(
    await import('@aws-sdk/client-cognito-identity-provider')
  )
  expect(client.operations).toContain('DescribeUserPool')
  expect(client.structures.get('UserPoolType')).toContain('LambdaConfig')
})

test('news is open until it has a reason, and a reason without news is stale', () => {
  const news = ['s3 B', 's3 A', 's3 A']
  expect(judge(news, {})).toEqual({ open: ['s3 A', 's3 B'], stale: [] })
  expect(judge(news, { 's3 A': 'Not asked for.', 's3 C': 'Gone.' })).toEqual({
    open: ['s3 B'],
    stale: ['s3 C']
  })
})
