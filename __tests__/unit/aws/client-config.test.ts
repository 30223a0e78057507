import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { clientConfig } from '../../../src/aws/client-config.ts'
import { VERSION } from '../../../src/shared/version.ts'
import { ROLE_REQUEST } from '../../fixtures/id-tokens.ts'

const context = {
  env: { HTTPS_PROXY: 'http://proxy.example:8080' },
  region: 'eu-west-1',
  regionSource: 'a test',
  randomBytes
}

test('a client retries long enough to outlast a throttle', () => {
  for (const config of [clientConfig(context), clientConfig(context, 4)]) {
    expect(config.maxAttempts).toBeGreaterThanOrEqual(8)
  }
})

test('a client says who is calling, and from which region', () => {
  const config = clientConfig(context)
  expect(config.customUserAgent).toEqual([['cognito-backup', VERSION]])
  expect(config.region).toBe('eu-west-1')
})

test('a client keeps its connections and goes through the proxy', () => {
  const { requestHandler } = clientConfig(context)
  const { httpAgent, httpsAgent } = requestHandler
  expect(httpAgent).toBeInstanceOf(HttpAgent)
  expect(httpsAgent).toBeInstanceOf(HttpsAgent)
  for (const agent of [httpAgent, httpsAgent]) {
    expect(agent).toMatchObject({
      maxSockets: 50,
      options: { keepAlive: true, proxyEnv: context.env }
    })
  }
})

test('a body that stops in the middle ends', () => {
  const { requestHandler } = clientConfig(context)
  expect(requestHandler.socketTimeout).toBeGreaterThan(0)
})

test('a call that hangs ends', () => {
  const { requestHandler } = clientConfig(context)
  expect(requestHandler.connectionTimeout).toBeGreaterThan(0)
  expect(requestHandler.requestTimeout).toBeGreaterThan(0)
  expect(requestHandler.throwOnRequestTimeout).toBe(true)
})

test('a client takes its credentials of the role, if there is one', () => {
  expect(clientConfig(context)).not.toHaveProperty('credentials')
  const credentials = Object.assign(
    () => Promise.reject(new RangeError('not in this test')),
    { memoized: true as const }
  )
  const role = { request: ROLE_REQUEST, credentials }
  expect(clientConfig({ ...context, role }).credentials).toBe(credentials)
})
