import { describe, expect, test } from '@jest/globals'
import { ENDING_MS } from '../../../../../src/shared/ending.ts'
import {
  cancelled,
  StoppedCallError,
  UserError
} from '../../../../../src/shared/errors.ts'
import { awsFailure } from '../../../../fixtures/aws-failures.ts'
import { refuses } from '../../../../fixtures/fake-pool.ts'
import { jobAnswer } from '../../../../fixtures/import-jobs.ts'
import {
  runJobIn,
  type JobChanges,
  type JobScene
} from '../../../../fixtures/job-scene.ts'

const OUT_OF_TIME = new UserError('out-of-time', 'The time is over.')

/** A job that goes on for ever, and is to stop at the given time. */
function stopAt(
  ms: number,
  reason: unknown,
  changes: JobChanges = {},
  ended?: (sinceStop: number) => object | undefined
) {
  return runJobIn(
    {
      rows: 1000,
      describe: (now, { stops }) => {
        const [stoppedAt] = stops
        const sinceStop = stoppedAt === undefined ? 0 : now - stoppedAt
        return (
          (stoppedAt === undefined ? undefined : ended?.(sinceStop)) ??
          jobAnswer({
            Status: stoppedAt === undefined ? 'InProgress' : 'Stopping',
            ImportedUsers: Math.floor(now / 100)
          })
        )
      },
      ...changes
    },
    scene => abortAt(scene, ms, reason)
  )
}

function abortAt({ time, stop }: JobScene, ms: number, reason: unknown) {
  void time.clock.sleep(ms).then(() => {
    stop.abort(reason)
  })
}

describe('a job of a run that is cancelled', () => {
  test('is told to stop at once, however long its looks are apart', async () => {
    for (const ms of [100, 5000, 17_300, 60_000]) {
      const { stops, calls, error } = await stopAt(ms, cancelled())
      expect(stops).toHaveLength(1)
      expect(stops[0]).toBe(ms)
      expect(
        calls.find(call => call.operation === 'StopUserImportJob')?.input
      ).toMatchObject({ JobId: 'import-1' })
      expect(error).toMatchObject({ code: 'cancelled' })
    }
  })

  test('is watched until the last write, as the run is killed soon after', async () => {
    const { stops, looks, endedAt, facts, pieces } = await stopAt(
      5000,
      cancelled()
    )
    const [stoppedAt = 0] = stops
    expect(endedAt - stoppedAt).toBe(ENDING_MS.lastWrite)
    // What it did meanwhile counts.
    const seenAt = looks.at(-1) ?? 0
    expect(seenAt).toBeGreaterThan(endedAt - 300)
    expect(facts).toMatchObject({
      status: 'Stopping',
      imported: Math.floor(seenAt / 100),
      isStarted: true
    })
    expect(pieces).toMatchObject([{ done: facts.imported, ended: 1 }])
  })

  test('is not watched any longer than it takes', async () => {
    const { stops, endedAt, facts, error } = await stopAt(
      5000,
      cancelled(),
      {},
      sinceStop =>
        sinceStop >= 1000
          ? jobAnswer({ Status: 'Stopped', ImportedUsers: 77 })
          : undefined
    )
    expect(endedAt - (stops[0] ?? 0)).toBe(1000)
    expect(facts).toMatchObject({ status: 'Stopped', imported: 77 })
    expect(error).toMatchObject({ code: 'cancelled' })
  })

  test.each([undefined, new TypeError('a bug elsewhere')])(
    'is stopped for whatever reason (%s)',
    async reason => {
      const { stops, endedAt, error } = await stopAt(5000, reason)
      expect(endedAt - (stops[0] ?? 0)).toBe(ENDING_MS.lastWrite)
      expect(error).toMatchObject({ code: 'cancelled' })
    }
  )

  test('that is cancelled twice is stopped once', async () => {
    const { stops } = await runJobIn(
      { describe: () => jobAnswer({ Status: 'InProgress' }) },
      scene => {
        abortAt(scene, 100, cancelled())
        abortAt(scene, 700, OUT_OF_TIME)
      }
    )
    expect(stops).toHaveLength(1)
  })
})

describe('a job of a run that is out of time', () => {
  test('is watched for a minute', async () => {
    const { stops, endedAt, error } = await stopAt(5000, OUT_OF_TIME)
    expect(stops).toHaveLength(1)
    expect(endedAt - (stops[0] ?? 0)).toBe(60_000)
    expect(error).toBe(OUT_OF_TIME)
  })

  test('or that failed elsewhere is watched as long', async () => {
    const reason = awsFailure('AccessDenied', { code: 'access-denied' })
    const { stops, endedAt, error } = await stopAt(5000, reason)
    expect(endedAt - (stops[0] ?? 0)).toBe(60_000)
    expect(error).toBe(reason)
  })
})

describe('a job that can not be stopped', () => {
  test('is left to itself, and the run says why it stopped', async () => {
    const { error, endedAt, stops, looks, facts } = await stopAt(
      5000,
      cancelled(),
      {
        stop: refuses('InvalidParameterException')
      }
    )
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(endedAt).toBe(stops[0])
    // Looked at once more: it may have come to its end.
    expect(looks.at(-1)).toBe(endedAt)
    expect(facts.isStarted).toBe(true)
  })

  test('may have come to its end at that very moment', async () => {
    const { error, facts, stops } = await runJobIn({
      describe: (_ms, { stop }) => {
        stop.abort(cancelled())
        return jobAnswer({ Status: 'Succeeded', ImportedUsers: 3 })
      },
      stop: refuses('InvalidParameterException')
    })
    expect(stops).toHaveLength(1)
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(facts).toMatchObject({ status: 'Succeeded', imported: 3 })
  })

  test('is no cover for a bug', async () => {
    const { error } = await stopAt(5000, cancelled(), {
      stop: () => Promise.reject(new TypeError('a bug'))
    })
    expect(error).toBeInstanceOf(TypeError)
  })
})

describe('a run that is over before its job has begun', () => {
  test('asks for no job', async () => {
    const run = await runJobIn({}, ({ stop }) => {
      stop.abort(cancelled())
    })
    expect(run.error).toMatchObject({ code: 'cancelled' })
    expect(run.files).toEqual([])
    expect(run.facts).toMatchObject({ id: '', isStarted: false })
  })

  test('says why, and not that its file broke off', async () => {
    let scene: JobScene | undefined
    const run = await runJobIn(
      {
        put: () => {
          scene?.stop.abort(OUT_OF_TIME)
          return Promise.reject(new DOMException('raw', 'AbortError'))
        }
      },
      begun => {
        scene = begun
      }
    )
    expect(run.error).toBe(OUT_OF_TIME)
    expect(run.facts.isStarted).toBe(false)
    expect(run.calls).toEqual([])
  })

  test('sends no file again', async () => {
    const run = await runJobIn({ put: () => 503 }, scene => {
      abortAt(scene, 2000, cancelled())
    })
    expect(run.putAt).toEqual([0, 1000])
    expect(run.error).toMatchObject({ code: 'cancelled' })
    expect(run.endedAt).toBeLessThanOrEqual(2500)
  })

  test('does not start it, nor stop what was not started', async () => {
    const run = await runJobIn(
      {
        start: refuses('PreconditionNotMetException'),
        describe: () => jobAnswer({ Status: 'Created' })
      },
      scene => {
        abortAt(scene, 20_000, cancelled())
      }
    )
    expect(run.error).toMatchObject({ code: 'cancelled' })
    expect(run.endedAt).toBeLessThanOrEqual(20_500)
    expect(run.starts.at(-1)).toBeLessThan(20_000)
    expect(run.stops).toEqual([])
    expect(run.pieces).toMatchObject([{ noun: 'attempt', ended: 1 }])
  })

  test.each([true, false])(
    'may have started it where it gave the call up: %s',
    async mayHaveHappened => {
      const run = await runJobIn({
        start: () => {
          throw new StoppedCallError(cancelled(), mayHaveHappened)
        }
      })
      expect(run.error).toMatchObject({ code: 'cancelled' })
      expect(run.facts.isStarted).toBe(mayHaveHappened)
    }
  )

  test('stops what was started while it was told to', async () => {
    let scene: JobScene | undefined
    const run = await runJobIn(
      {
        start: () => {
          scene?.stop.abort(cancelled())
          return {}
        },
        describe: (_ms, { stops }) =>
          jobAnswer({ Status: stops.length === 0 ? 'Pending' : 'Stopped' })
      },
      begun => {
        scene = begun
      }
    )
    expect(run.error).toMatchObject({ code: 'cancelled' })
    expect(run.stops).toEqual([0])
    expect(run.facts).toMatchObject({ isStarted: true, status: 'Stopped' })
  })
})
