import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import { anyCase } from '../fixtures/restore-random.ts'
import { tryCase } from '../fixtures/restore-trial.ts'

const RESTORES_OF_EACH = 4
/** 250 restores; the nightly run draws 1,000 with SNAPSHOTS=250. */
const SNAPSHOTS = Number(process.env['SNAPSHOTS'] ?? 63)

/** How often each has to come up among 1,000 restores. */
const AT_LEAST = {
  'a run': 500,
  'restore-blocked': 100,
  'nothing-restored': 30,
  input: 10,
  created: 200,
  updated: 50,
  existing: 200,
  skipped: 100,
  conflict: 50,
  'address-taken': 10,
  'attribute-not-accepted': 5
}

let lab: RestoreLab
beforeAll(async () => {
  lab = await openLab({ shortPageShare: 0.1, emptyPageShare: 0.1 })
})
afterAll(() => lab.close())

test(`a dry run tells what the real run does, in ${SNAPSHOTS * RESTORES_OF_EACH} restores drawn by lot`, async () => {
  const seen = new Map<string, number>()
  const saw = (what: string, isSo = true) => {
    if (isSo) seen.set(what, (seen.get(what) ?? 0) + 1)
  }
  const property = fc.asyncProperty(anyCase(RESTORES_OF_EACH), async drawn => {
    for (const { wrong, planned } of await tryCase(lab, drawn)) {
      expect(wrong).toEqual([])
      const { failure, outcome } = planned
      saw(failure?.code ?? 'a run')
      if (failure !== undefined) continue
      saw('created', (outcome.usersCreated ?? 0) > 0)
      saw('updated', (outcome.usersUpdated ?? 0) > 0)
      saw('existing', (outcome.usersExisting ?? 0) > 0)
      saw('skipped', (outcome.skippedUsers ?? 0) > 0)
      saw('conflict', (outcome.conflicts ?? 0) > 0)
      for (const refusal of outcome.failures.keys()) saw(refusal)
    }
  })
  await fc.assert(property, { numRuns: SNAPSHOTS, seed: 20261123 })
  // What was drawn is worth something only if there was something to predict.
  const tooRare = Object.entries(AT_LEAST).filter(
    ([what, least]) =>
      (seen.get(what) ?? 0) < (least * SNAPSHOTS * RESTORES_OF_EACH) / 1000
  )
  expect(tooRare).toEqual([])
})
