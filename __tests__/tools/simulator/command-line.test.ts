import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const main = fileURLToPath(
  new URL('../../../simulator/main.ts', import.meta.url)
)

function run(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args])
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', chunk => (output.stdout += String(chunk)))
  child.stderr.on('data', chunk => (output.stderr += String(chunk)))
  return { child, output, exit: once(child, 'exit') }
}

test('the command prints one line of JSON, serves, and stops at a signal', async () => {
  const { child, output, exit } = run('--users', '10')
  await once(child.stdout, 'data')
  const printed = JSON.parse(output.stdout) as Record<string, string>
  expect(Object.keys(printed)).toEqual([
    'endpoint',
    'region',
    'accountId',
    'userPoolId',
    'emptyUserPoolId',
    'bucket',
    'kmsKeyArn',
    'idTokenRequestUrl',
    'idTokenRequestToken'
  ])
  const stats = await fetch(`${printed['endpoint'] ?? ''}/_simulator/stats`)
  expect(await stats.json()).toMatchObject({ calls: {}, billedUsers: 0 })
  child.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
  expect(output.stdout.trim().split('\n')).toHaveLength(1)
})

test('the command explains itself, and what it does not understand', async () => {
  const help = run('--help')
  expect(await help.exit).toEqual([0, null])
  expect(help.output.stdout).toContain('--memberships-per-user N')
  const wrong = run('--users', 'many')
  expect(await wrong.exit).toEqual([2, null])
  expect(wrong.output.stderr).toBe(
    '--users many is not a whole number from 0 to 9007199254740991.\nTry --help for all options.\n'
  )
})
