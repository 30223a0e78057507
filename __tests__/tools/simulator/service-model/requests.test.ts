import { afterEach, describe, expect, test } from '@jest/globals'
import {
  breachesInProcess,
  forgetBreachesInProcess
} from '../../../../simulator/service-model/seen-breaches.ts'
import {
  startSimulator,
  type Simulator
} from '../../../../simulator/simulator.ts'
import { runExport } from '../../../fixtures/action-runs.ts'

const AGENT = 'aws-sdk-js/3.1169.0 cognito-backup/0.1.0'

let simulator: Simulator

afterEach(() => simulator.close())

interface Raw {
  path?: string
  method?: string
  headers?: Record<string, string>
  body?: string
  agent?: string
}

/** Sends anything at all, as a client of the action or of somebody else. */
async function send({ path = '/', headers, agent = AGENT, ...rest }: Raw) {
  const sent = {
    ...rest,
    headers: { 'user-agent': agent, authorization: 'AWS4', ...headers }
  }
  await (await fetch(`${simulator.endpoint}${path}`, sent)).arrayBuffer()
}

const cognito = (operation: string, body: string, agent = AGENT) =>
  send({
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`
    },
    body,
    agent
  })

/** What was found, and taken off the list that fails this file. */
function found(): string[] {
  const { breaches } = simulator.requests()
  expect(breachesInProcess()).toEqual(breaches)
  forgetBreachesInProcess()
  return breaches.map(({ operation, path, rule }) =>
    [operation, path, rule].filter(word => word !== '').join(' | ')
  )
}

describe('a request of the action', () => {
  test('to Cognito is held against its model, whatever it is answered', async () => {
    simulator = await startSimulator({
      faults: [{ does: 'reset', operation: 'ListGroups' }]
    })
    const { userPoolId: UserPoolId } = simulator
    const list = (input: object) => JSON.stringify({ UserPoolId, ...input })
    await cognito('ListUsers', list({ Limit: 60 }))
    await cognito('ListUsers', list({ Limit: 61 }))
    await cognito('ListGroups', list({ Limit: 61 })).catch(() => undefined)
    await cognito('AdminForgetDevice', list({}))
    await cognito('ListUsers', '{')
    expect(found()).toEqual([
      'ListUsers | Limit | at most 60',
      'ListGroups | Limit | at most 60',
      'AdminForgetDevice | an operation of the model',
      'ListUsers | JSON'
    ])
    expect(simulator.requests().checked).toBe(5)
  })

  test('may name a custom domain, of whose dots the model knows nothing', async () => {
    simulator = await startSimulator()
    const { userPoolId: UserPoolId } = simulator
    const create = (input: object) =>
      cognito('CreateUserPoolDomain', JSON.stringify({ UserPoolId, ...input }))
    const Domain = 'login.example.com'
    const CustomDomainConfig = {
      CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1'
    }
    await create({ Domain, CustomDomainConfig })
    await cognito('DescribeUserPoolDomain', JSON.stringify({ Domain }))
    expect(found()).toEqual([])
    await create({ Domain })
    await create({ Domain: 'Login.example.com', CustomDomainConfig })
    expect(found()).toEqual([
      expect.stringContaining('CreateUserPoolDomain | Domain | the pattern')
    ])
    expect(simulator.requests().breaches).toMatchObject([{ times: 2 }])
  })

  test('to S3 is, with its address, its headers and its body', async () => {
    simulator = await startSimulator()
    const path = `/${simulator.bucket}/key`
    const put = (headers: Record<string, string>) =>
      send({
        method: 'PUT',
        path: `${path}?x-id=PutObject`,
        headers,
        body: 'a'
      })
    await put({
      'x-amz-checksum-sha256': 'a',
      'x-amz-meta-own': 'a',
      'x-amz-date': 'a',
      'x-amz-server-side-encryption': 'aws:kms',
      'if-none-match': '*'
    })
    expect(found()).toEqual([])
    await put({ 'x-amz-server-side-encryption': 'rot13', 'x-amz-odd': 'a' })
    await send({ path: `${path}?odd=1` })
    await send({ path: `/${simulator.bucket}?list-type=2&max-keys=many` })
    await send({ path: `/${simulator.bucket}?list-type=2&prefix=a&prefix=b` })
    await send({ path: `/${simulator.bucket}?versions=&encoding-type=url` })
    await send({ path: `${path}?tagging` })
    await send({ method: 'DELETE', path, body: 'a' })
    expect(found()).toEqual([
      'PutObject | x-amz-odd | a known header',
      'PutObject | ServerSideEncryption | a value of the enumeration',
      'GetObject | ?odd | a known query parameter',
      'ListObjectsV2 | MaxKeys | a whole number of 32 bits',
      'ListObjectsV2 | ?prefix | a query parameter once',
      'GetObjectTagging | an operation of the model',
      'DeleteObject | no body'
    ])
  })

  test('to STS is, field by field', async () => {
    simulator = await startSimulator()
    const post = (fields: Record<string, string>) =>
      send({
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          Action: 'AssumeRoleWithWebIdentity',
          Version: '2011-06-15',
          RoleArn: 'arn:aws:iam::111122223333:role/backup',
          RoleSessionName: 'GitHubActions',
          WebIdentityToken: 'a.b.c',
          ...fields
        }).toString()
      })
    await post({
      DurationSeconds: '3600',
      'PolicyArns.member.1.arn': 'a'.repeat(20)
    })
    expect(found()).toEqual([])
    await post({ DurationSeconds: '60', RoleSessionName: 'a b' })
    await post({ Version: '2010-01-01', 'PolicyArns.member.1.arn': 'short' })
    await post({ 'PolicyArns.1.arn': 'a'.repeat(20), Odd: '1' })
    expect(found()).toEqual([
      'AssumeRoleWithWebIdentity | RoleSessionName | the pattern [\\w+=,.@-]*',
      'AssumeRoleWithWebIdentity | DurationSeconds | at least 900',
      'AssumeRoleWithWebIdentity | Version | the version 2011-06-15',
      'AssumeRoleWithWebIdentity | PolicyArns[0].arn | at least 20 characters',
      'AssumeRoleWithWebIdentity | PolicyArns.1.arn | a known member',
      'AssumeRoleWithWebIdentity | Odd | a known member'
    ])
  })

  test('is counted each time, and told over HTTP', async () => {
    simulator = await startSimulator()
    const input = JSON.stringify({ UserPoolId: 'odd' })
    await cognito('ListUsers', input)
    await cognito('ListUsers', input)
    const answer = await fetch(`${simulator.endpoint}/_simulator/requests`)
    expect(await answer.json()).toEqual(simulator.requests())
    expect(simulator.requests()).toMatchObject({
      checked: 2,
      breaches: [{ service: 'cognito-idp', path: 'UserPoolId', times: 2 }]
    })
    found()
  })
})

test('what anybody else sends is their own affair', async () => {
  simulator = await startSimulator()
  await cognito('ListUsers', '{}', 'aws-sdk-js/3.1169.0')
  expect(found()).toEqual([])
  expect(simulator.requests().checked).toBe(0)
})

test('of a run of the action, no request to AWS goes unchecked', async () => {
  simulator = await startSimulator({ users: 20, groups: 2 })
  const run = await runExport(simulator)
  expect(run.exitCode).toBe(0)
  const { calls } = simulator.stats()
  const all = Object.values(calls).reduce((sum, count) => sum + count, 0)
  expect(simulator.requests()).toEqual({ checked: all, breaches: [] })
})
