import { describe, expect, test } from '@jest/globals'
import { rerun } from '../../../../src/report/summary/rerun-step.ts'
import type { Mode } from '../../../../src/shared/outcome.ts'
import type { RecoverAction } from '../../../../src/shared/recovery-facts.ts'
import { POOL_ID } from '../../../fixtures/fake-pool.ts'
import { runFacts } from '../../../fixtures/run-facts.ts'

describe('a run that is run again', () => {
  const commandOf = (mode: Mode, recovery?: RecoverAction) =>
    rerun(
      runFacts(mode, {
        code: 'network',
        subject: { mode, userPoolId: POOL_ID, isDryRun: false, recovery }
      })
    )[0]?.copy?.lines.join()

  test.each<[Mode, RecoverAction | undefined]>([
    ['restore', undefined],
    ['recover', 'apply'],
    ['recover', 'cancel']
  ])('leaves the jobs that went well: %s %s', (mode, recovery) => {
    expect(commandOf(mode, recovery)).toContain(' --failed ')
  })

  test.each<[RecoverAction]>([['preview'], ['check']])(
    'asks again for approval: %s of a recovery',
    recovery => {
      const command = commandOf('recover', recovery)
      expect(command).toContain('gh run rerun 1234567890 --repo')
    }
  )
})

test.each<[Mode, string]>([
  ['export', 'Fix the workflow.'],
  ['restore', 'Run it again.'],
  ['create-pool', 'Run it again.']
])('after its time was up: %s', (mode, text) => {
  const subject = { mode, userPoolId: POOL_ID, isDryRun: false }
  const [step] = rerun(runFacts(mode, { code: 'out-of-time', subject }))
  expect(step?.text).toContain(text)
})

test('where inputs have to change, no command repeats them', () => {
  const [step] = rerun(runFacts('create-pool', { code: 'half-made' }))
  expect(step?.text).toContain('Then start a new run')
  expect(step?.copy).toBeUndefined()
})

test('after a bug, it can be reported', () => {
  const [step] = rerun(runFacts('export', { failure: 'A bug.' }))
  expect(step?.text).toContain(
    'report the bug with the lines that the action wrote'
  )
})
