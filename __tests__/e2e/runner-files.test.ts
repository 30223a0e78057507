import { tmpdir } from 'node:os'
import { expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { annotations, runExport, runRestore } from '../fixtures/action-runs.ts'
import { startFakeGitHub } from '../fixtures/fake-github.ts'

const USERS = 3

test('a restore whose outputs can not be written fails with one sentence, and says all else that it did', async () => {
  const github = await startFakeGitHub()
  const simulator = await startSimulator({ users: USERS, groups: 1 })
  try {
    expect((await runExport(simulator)).exitCode).toBe(0)
    const run = await runRestore(
      simulator,
      { 'tracking-issue': 'true' },
      { env: { GITHUB_API_URL: github.apiUrl, GITHUB_OUTPUT: tmpdir() } }
    )
    expect(run.exitCode).toBe(1)
    expect(run.stderr).toBe('')
    expect(annotations(run, 'error')).toEqual([
      expect.stringMatching(
        /GITHUB_OUTPUT names is a directory.*ended with the status complete/
      )
    ])
    expect(run.stdout).toContain(`\nusers-created: ${USERS}\n`)
    expect(run.summary).toContain(`${USERS} users restored`)
    expect(github.issues).toMatchObject([{ state: 'open' }])
    expect(simulator.poolState(simulator.emptyUserPoolId).users).toHaveLength(
      USERS
    )
  } finally {
    await simulator.close()
    await github.close()
  }
})
