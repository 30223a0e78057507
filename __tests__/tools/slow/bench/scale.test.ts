import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import type { ScaleResult } from '../../../../tools/bench/scale/scale-benchmark.ts'

const ROOT = new URL('../../../../', import.meta.url).pathname

test('the benchmark of scale brings everybody there and back, and counts', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      'tools/bench/main.ts',
      'scale',
      '--users=300',
      '--most-users=900',
      '--groups=2',
      '--json'
    ],
    { cwd: ROOT }
  )
  const result = JSON.parse(stdout) as ScaleResult
  expect(result.problems).toEqual([])
  expect(result.runs.map(({ what, users }) => [what, users])).toEqual([
    ['export', 300],
    ['verify', 300],
    ['compare', 300],
    ['restore by import jobs', 300],
    ['export', 900]
  ])
  for (const run of result.runs) {
    expect(run.peakMemoryMB).toBeGreaterThan(20)
    expect(run.bytesReceived).toBeGreaterThan(300 * 100)
  }
  expect(result.runs[3]?.calls).toMatchObject({
    StartUserImportJob: 1,
    CreateGroup: 2
  })
  expect(result.projection).toMatchObject({ users: 40_000_000 })
})
