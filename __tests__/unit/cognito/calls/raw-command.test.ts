import { expect, test } from '@jest/globals'
import { callInJson } from '../../../../src/cognito/calls/json-answer.ts'
import { RawCommand } from '../../../../src/cognito/calls/raw-command.ts'
import { wirePool } from '../../../fixtures/wire-pool.ts'

test('a request goes out as it is, under its own name, and so does the answer', async () => {
  const sent: unknown[] = []
  const pool = wirePool((operation, input) => {
    sent.push([operation, input])
    return { UserPool: { Id: 'eu-west-1_New', BrandNew: { A: [1] } } }
  })
  const input = {
    PoolName: 'people',
    BrandNew: { Deep: [{ Setting: null }] },
    ImageFile: 'aGVsbG8='
  }
  const answer = await callInJson(
    pool,
    'CreateUserPool',
    new RawCommand('CreateUserPool', input)
  )
  expect(sent).toEqual([['CreateUserPool', input]])
  expect(answer).toEqual({
    UserPool: { Id: 'eu-west-1_New', BrandNew: { A: [1] } }
  })
})
