import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../src/shared/errors.ts'
import type { Report, RunEnd } from '../../src/report/report.ts'
import type { TrackingRequest } from '../../src/report/issue/track-run.ts'
import { run } from '../../src/run.ts'
import type { Env } from '../../src/shared/world.ts'
import { noScratch } from '../fixtures/fake-scratch.ts'
import {
  countingBytes,
  fakeClock,
  fakeLog,
  NEVER
} from '../fixtures/fake-world.ts'

/** Runs with a report that refuses to begin any work. */
async function runWith(env: Env, lost?: UserError) {
  const time = fakeClock()
  const ends: RunEnd[] = []
  const titles: string[] = []
  const said: string[] = []
  const tracked: [TrackingRequest, RunEnd][] = []
  const log = fakeLog()
  const report: Report = {
    log,
    mask: secret => said.push(`masked ${secret}`),
    inGroup(title) {
      titles.push(title)
      said.push(title)
      time.pass(1500)
      return Promise.reject(new RangeError('no work in this test'))
    },
    end(end) {
      ends.push(end)
      return lost ?? end.error
    }
  }
  await run({
    env,
    clock: time.clock,
    randomBytes: countingBytes(),
    openScratch: noScratch,
    readWorkspaceFile: () => 'names no file in this test',
    getIdToken: () => Promise.reject(new RangeError('no token in this test')),
    signal: NEVER,
    report,
    tracker: {
      track(request, end) {
        said.push(`tracked after ${ends.length}`)
        tracked.push([request, end])
        return Promise.resolve()
      }
    }
  })
  return { ends, titles, said, tracked, log, timers: time.running() }
}

const EXPORT = {
  INPUT_MODE: 'export',
  'INPUT_USER-POOL-ID': 'eu-west-1_Ab12Cd34E',
  INPUT_BUCKET: 'my-backups',
  'INPUT_KMS-KEY-ID': 'alias/backup'
}

describe('a run', () => {
  test('with a wrong input ends before any work, without an outcome', async () => {
    const { ends, titles } = await runWith({ INPUT_MODE: 'wrong' })
    expect(titles).toEqual([])
    expect(ends).toMatchObject([
      { outcome: undefined, error: { code: 'input' }, durationMs: 0 }
    ])
  })

  test('without the file that names its users restores nobody', async () => {
    const { ends, titles } = await runWith({
      ...EXPORT,
      INPUT_MODE: 'restore',
      'INPUT_ONLY-USERS-FILE': 'failed.txt'
    })
    expect(titles).toEqual([])
    expect(ends).toMatchObject([
      {
        error: {
          code: 'input',
          message:
            'The input only-users-file names no file in this test. A valid example: failed-users.txt.'
        }
      }
    ])
  })

  test('names a variable of another program, and goes on', async () => {
    const env = { ...EXPORT, INPUT_METHOD: 'ada@example.com' }
    const { titles, log } = await runWith(env)
    expect(titles).toEqual(['Exporting eu-west-1_Ab12Cd34E'])
    expect(log.lines).toEqual([
      'INPUT_METHOD is no input of this action, and is ignored.'
    ])
  })

  test('hides secret keys before it says anything, wrong ones too', async () => {
    const { said, ends } = await runWith({
      ...EXPORT,
      INPUT_MODE: 'restore',
      'INPUT_AGE-IDENTITY': '# mine\n\n  not a key\r\n'
    })
    expect(said).toEqual(['masked not a key'])
    expect(ends).toMatchObject([{ error: { code: 'input' } }])
    expect(JSON.stringify(ends)).not.toContain('not a key')
  })

  test('hides the secrets of a new pool before it says anything, wrong ones too', async () => {
    const { said, ends, log } = await runWith({
      INPUT_MODE: 'create-pool',
      'INPUT_SOURCE-USER-POOL-ID': 'eu-west-1_Ab12Cd34E',
      INPUT_BUCKET: 'my-backups',
      INPUT_METHOD: 'x',
      INPUT_SECRETS: 'provider/Google => first one\nclient/a=>second one'
    })
    expect(said).toEqual(['masked first one', 'masked second one'])
    expect(ends).toMatchObject([{ error: { code: 'input' } }])
    expect(JSON.stringify([ends, String(ends[0]?.error), log])).not.toMatch(
      /first one|second one/
    )
  })

  test.each([
    ['export', 'Exporting eu-west-1_Ab12Cd34E'],
    ['restore', 'Restoring into eu-west-1_Ab12Cd34E'],
    ['verify', 'Verifying the latest snapshot of eu-west-1_Ab12Cd34E']
  ])('in mode %s has its outcome, also when it fails', async (mode, title) => {
    const { ends, titles, timers } = await runWith({
      ...EXPORT,
      INPUT_MODE: mode
    })
    expect(titles).toEqual([title])
    expect(ends).toHaveLength(1)
    expect(ends[0]?.outcome).toMatchObject({ mode, status: 'failed' })
    expect(ends[0]?.error).toBeInstanceOf(RangeError)
    expect(ends[0]?.durationMs).toBe(1500)
    expect(ends[0]?.startedAt).toBe(Date.parse('2026-11-23T02:00:00Z'))
    expect(ends[0]?.subject).toEqual({
      mode,
      userPoolId: 'eu-west-1_Ab12Cd34E',
      isDryRun: false
    })
    expect(timers).toBe(0)
  })

  test('is tracked where that is asked for, once it has been told', async () => {
    const tracking = {
      'INPUT_TRACKING-ISSUE': 'true',
      'INPUT_GITHUB-TOKEN': 'a-token'
    }
    const { tracked, ends, said } = await runWith({ ...EXPORT, ...tracking })
    expect(tracked).toEqual([[{ token: 'a-token' }, ends[0]]])
    expect(said.at(-1)).toBe('tracked after 1')
    // A misspelt input must not keep it from being told.
    const misspelt = await runWith({ ...tracking, INPUT_BUKET: 'x' })
    expect(misspelt.tracked).toHaveLength(1)
    expect((await runWith(EXPORT)).tracked).toEqual([])
  })

  test('is tracked as failed when its outputs could not be written', async () => {
    const lost = new UserError('outputs-lost', 'x')
    const { tracked } = await runWith(
      { ...EXPORT, 'INPUT_TRACKING-ISSUE': 'true' },
      lost
    )
    expect(tracked[0]?.[1].error).toBe(lost)
  })

  test('may verify a snapshot without a pool', async () => {
    const address =
      's3://my-backups/a/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/'
    const { titles } = await runWith({
      INPUT_MODE: 'verify',
      INPUT_SNAPSHOT: address
    })
    expect(titles).toEqual([
      'Verifying the snapshot 20261123T020000Z-ABCDEFGHIJKLMNOP'
    ])
  })
})
