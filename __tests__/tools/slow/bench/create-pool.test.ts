import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'

const ROOT = new URL('../../../../', import.meta.url).pathname

test('the benchmark of new pools makes one with all parts that it asks for', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['tools/bench/main.ts', 'create-pool', '--latency-ms=0', '--json'],
    { cwd: ROOT }
  )
  expect(JSON.parse(stdout)).toMatchObject({
    clients: 5,
    problems: []
  })
})
