import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations, runExport } from '../fixtures/action-runs.ts'
import { idTokenVariables, oidcJob, ROLE } from '../fixtures/oidc-job.ts'
import { CERTIFICATE, startProxy, type Proxy } from '../fixtures/proxy.ts'
import * as here from '../fixtures/run-here.ts'

let simulator: Simulator
let proxy: Proxy

beforeAll(async () => {
  simulator = await startSimulator({
    users: 60,
    groups: 2,
    membershipsPerUser: 1,
    roles: [ROLE]
  })
  proxy = await startProxy(simulator)
})
afterAll(async () => {
  await proxy.close()
  await simulator.close()
})

const AS_ROLE = { 'role-to-assume': ROLE.arn }
const GITHUB = 'pipelines.actions.githubusercontent.com'

/** The addresses of AWS and GitHub, which only the proxy leads to. */
function behindProxy(more: Record<string, string | undefined> = {}) {
  const { url, token } = simulator.idTokenRequest
  const { pathname, search } = new URL(url)
  return oidcJob(simulator, {
    AWS_ENDPOINT_URL: undefined,
    ACTIONS_ID_TOKEN_REQUEST_URL: `https://${GITHUB}${pathname}${search}`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: token,
    HTTPS_PROXY: proxy.address,
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
    ...more
  })
}

function hostsOf(counts: Map<string, number>): string[] {
  return [...counts.keys()].sort()
}

describe('behind a proxy', () => {
  test('AWS and GitHub are reached through it by TLS, though its address has no scheme', async () => {
    proxy.tunnels.clear()
    const address = proxy.address.replace('http://', '')
    const job = behindProxy({ HTTPS_PROXY: undefined, https_proxy: address })
    const run = await runExport(simulator, AS_ROLE, job)
    expect(annotations(run, 'error')).toEqual([])
    expect(run.exitCode).toBe(0)
    expect(hostsOf(proxy.tunnels)).toEqual(
      [
        `${simulator.bucket}.s3.us-east-1.amazonaws.com`,
        'cognito-idp.us-east-1.amazonaws.com',
        GITHUB,
        'sts.us-east-1.amazonaws.com'
      ].sort()
    )
  })

  test('that opens TLS, the certificate to trust is asked for', async () => {
    const job = behindProxy({
      // So that the token is had, which the runner's own settings decide on.
      ...idTokenVariables(simulator),
      NODE_EXTRA_CA_CERTS: undefined
    })
    const run = await runExport(simulator, AS_ROLE, job)
    expect(annotations(run, 'error')).toEqual([
      expect.stringMatching(
        /does not trust the certificate that answered sts:AssumeRoleWithWebIdentity .*NODE_EXTRA_CA_CERTS/
      )
    ])
  })

  test('addresses without TLS are asked for from it', async () => {
    proxy.forwarded.clear()
    const run = await here.runExport(
      simulator,
      AS_ROLE,
      oidcJob(simulator, { HTTP_PROXY: proxy.address })
    )
    expect(run.exitCode).toBe(0)
    const { calls } = simulator.stats()
    expect(calls['AssumeRoleWithWebIdentity']).toBeGreaterThan(0)
    // The host of the simulator; GitHub on the same machine needs no proxy.
    expect(hostsOf(proxy.forwarded)).toEqual(['127.0.0.1'])
    expect(proxy.forwarded.get('127.0.0.1')).toBeGreaterThan(20)
  })

  test('hosts in NO_PROXY are reached directly', async () => {
    proxy.forwarded.clear()
    const run = await here.runExport(
      simulator,
      AS_ROLE,
      oidcJob(simulator, {
        HTTP_PROXY: proxy.address,
        NO_PROXY: 'example.com,127.0.0.1'
      })
    )
    expect(run.exitCode).toBe(0)
    expect(hostsOf(proxy.forwarded)).toEqual([])
  })
})
