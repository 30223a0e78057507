import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  createJobSizes,
  JOB_LIMITS,
  type JobLimits
} from '../../../../../src/restore/plan/import/job-size.ts'

/** The rows of each job, as they are dealt out, in bytes. */
function deal(rows: readonly number[], header: number, limits: JobLimits) {
  const sizes = createJobSizes(header, limits)
  const jobs: number[][] = []
  for (const bytes of rows) {
    const isFurther = sizes.add(bytes)
    if (isFurther || jobs.length === 0) jobs.push([])
    jobs.at(-1)?.push(bytes)
    expect(sizes.jobs).toBe(jobs.length)
  }
  expect(sizes.rows).toBe(rows.length)
  return jobs
}

const sum = (numbers: readonly number[]) =>
  numbers.reduce((total, number) => total + number, 0)

describe('rows are dealt out to jobs', () => {
  test('of which there is none without a row', () => {
    const sizes = createJobSizes(10)
    expect([sizes.jobs, sizes.rows]).toEqual([0, 0])
  })

  test('of so many rows at most', () => {
    const limits = { rows: 2, bytes: 1000 }
    expect(deal([1, 2, 3, 4, 5], 10, limits)).toEqual([[1, 2], [3, 4], [5]])
    expect(deal([1, 2, 3, 4], 10, limits)).toEqual([
      [1, 2],
      [3, 4]
    ])
  })

  test('of so many bytes at most, the header of each counted', () => {
    const limits = { rows: 100, bytes: 30 }
    expect(deal([10, 10, 10, 10, 10], 10, limits)).toEqual([
      [10, 10],
      [10, 10],
      [10]
    ])
    expect(deal([10, 11, 9, 1], 10, limits)).toEqual([[10], [11, 9], [1]])
  })

  test('each of which keeps the limits and is filled, and none is lost', () => {
    const scene = fc.record({
      header: fc.integer({ min: 1, max: 20 }),
      rows: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 60 }),
      limits: fc.record({
        rows: fc.integer({ min: 1, max: 8 }),
        bytes: fc.integer({ min: 50, max: 120 })
      })
    })
    fc.assert(
      fc.property(scene, ({ header, rows, limits }) => {
        const jobs = deal(rows, header, limits)
        expect(jobs.flat()).toEqual(rows)
        jobs.forEach((job, at) => {
          expect(job.length).toBeGreaterThan(0)
          expect(job.length).toBeLessThanOrEqual(limits.rows)
          expect(header + sum(job)).toBeLessThanOrEqual(limits.bytes)
          const next = jobs[at + 1]?.[0]
          if (next === undefined || job.length === limits.rows) return
          expect(header + sum(job) + next).toBeGreaterThan(limits.bytes)
        })
      })
    )
  })
})

test('a job takes half a million rows and 100 MB', () => {
  expect(JOB_LIMITS).toEqual({ rows: 500_000, bytes: 100_000_000 })
  const rows = createJobSizes(100)
  let further = 0
  for (let row = 0; row < 500_000; row += 1) if (rows.add(1)) further += 1
  expect(further).toBe(0)
  expect(rows.add(1)).toBe(true)
  const bytes = createJobSizes(100)
  expect(bytes.add(99_999_900)).toBe(false)
  expect(bytes.add(1)).toBe(true)
})
