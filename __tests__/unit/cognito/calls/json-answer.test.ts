import { Readable } from 'node:stream'
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, test } from '@jest/globals'
import { answerInJson } from '../../../../src/cognito/calls/json-answer.ts'
import { leanClient } from '../../../../src/cognito/calls/lean-client.ts'
import { NO_PACE } from '../../../fixtures/wire-pool.ts'

/** What a command gives that is answered so. */
async function answered(body: string, statusCode = 200): Promise<object> {
  const client = new CognitoIdentityProviderClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: {
      handle: () =>
        Promise.resolve({
          response: {
            statusCode,
            headers: {},
            body: Readable.from([Buffer.from(body)])
          }
        })
    }
  })
  leanClient(client, NO_PACE)
  const command = new DescribeUserPoolClientCommand({
    UserPoolId: 'eu-west-1_Ab12Cd34E',
    ClientId: 'web'
  })
  answerInJson(command)
  const { $metadata: _, ...answer } = await client.send(command)
  return answer
}

describe('an answer in JSON', () => {
  test('has members that the SDK does not know, at every level', async () => {
    const body = {
      UserPoolClient: {
        ClientId: 'web',
        CreationDate: 1767323045.678,
        BrandNew: { Inner: [1] }
      },
      Beside: true
    }
    expect(await answered(JSON.stringify(body))).toEqual(body)
  })

  test('has whole numbers as text that JavaScript would round', async () => {
    const body =
      '{"UserPoolClient":{"Big":[18446744073709551616],"Small":1234567890123456}}'
    expect(await answered(body)).toEqual({
      UserPoolClient: {
        Big: ['18446744073709551616'],
        Small: 1_234_567_890_123_456
      }
    })
  })

  test('with a date that is none is an answer like any other', async () => {
    const body = { UserPoolClient: { CreationDate: 'soon' } }
    expect(await answered(JSON.stringify(body))).toEqual(body)
  })
})

describe('is left to the SDK', () => {
  test.each([
    ['ResourceNotFoundException', 400],
    ['InternalErrorException', 500]
  ])('an error: %s', async (name, status) => {
    const body = JSON.stringify({ __type: name, message: 'raw words of AWS' })
    await expect(answered(body, status)).rejects.toMatchObject({ name })
  })

  test('a page of HTML', async () => {
    await expect(answered('<html></html>')).rejects.toThrow(SyntaxError)
  })
})
