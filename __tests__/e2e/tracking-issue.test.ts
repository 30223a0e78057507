import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import { runAction } from '../../simulator/run-action.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { startFakeGitHub } from '../fixtures/fake-github.ts'
import {
  expectUnchanged,
  failTracked,
  MARKER
} from '../fixtures/tracked-runs.ts'

/*
 * How the action finds GitHub, by variables that @actions/github reads once in the
 * life of a process. All else is in ../integration/.
 */

const fail = (env: Record<string, string>) =>
  failTracked({ apiUrl: '' }, {}, env, runAction)

test('a GitHub that is not there is a warning', async () => {
  const run = await fail({ GITHUB_API_URL: 'http://127.0.0.1:1' })
  expectUnchanged(run)
  expect(annotations(run, 'warning').join()).toMatch(/could not be reached/)
})

test('GitHub Enterprise Server has its API elsewhere', async () => {
  const server = await startFakeGitHub({ prefix: '/api/v3' })
  try {
    const own = server.addIssue({ body: MARKER, author: 'github-actions[bot]' })
    const run = await fail({
      GITHUB_API_URL: server.apiUrl,
      GITHUB_SERVER_URL: 'https://ghe.example.com'
    })
    expectUnchanged(run)
    expect(own.body).toContain('https://ghe.example.com/octo-org/backups/')
    expect(server.requests.map(({ path }) => path)).toContain('/api/graphql')
  } finally {
    await server.close()
  }
})

test('the proxy of the job is used', async () => {
  const github = await startFakeGitHub()
  const tunnels: string[] = []
  const proxy = createServer()
  proxy.on('connect', ({ url = '' }, socket, head) => {
    tunnels.push(url)
    const upstream = connect(Number(new URL(github.apiUrl).port), '127.0.0.1')
    upstream.once('connect', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = proxy.address() as AddressInfo
    await fail({
      GITHUB_API_URL: 'http://github.invalid',
      http_proxy: `http://127.0.0.1:${port}`
    })
    expect(tunnels).toContain('github.invalid:80')
    expect(github.issues).toHaveLength(1)
  } finally {
    proxy.close()
    proxy.closeAllConnections()
    await github.close()
  }
})
