import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import type { MonthResult } from '../../../../tools/bench/month/month-benchmark.ts'

const ROOT = new URL('../../../../', import.meta.url).pathname

test('in a month the alarm rings after the accident, and on no other night', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      'tools/bench/main.ts',
      'month',
      '--users=300',
      '--nights=4',
      '--groups=2',
      '--json'
    ],
    { cwd: ROOT }
  )
  const result = JSON.parse(stdout) as MonthResult
  expect(result.problems).toEqual([])
  expect(result.nights.map(({ alarm }) => alarm)).toEqual([
    '',
    '',
    '',
    'users-gone'
  ])
  expect(result.nights[3]).toMatchObject({
    users: 291,
    changes: { added: 1, gone: 10, changed: 16 }
  })
  expect(result.restores.map(({ night }) => night)).toEqual([1, 2, 3, 4])
})
