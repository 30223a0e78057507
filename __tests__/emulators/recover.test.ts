import { expect, test } from '@jest/globals'
import { annotations } from '../fixtures/action-runs.ts'
import { addPeople, createPool, describeEmulated } from './emulator.ts'
import { runRecover } from './runs.ts'

describeEmulated("a check of Cognito's own recovery", () => {
  test('says that a pool without it has none', async () => {
    const pool = await createPool()
    await addPeople(pool, [{ username: 'ann' }])
    const run = await runRecover(pool, { recovery: 'check' })
    expect(annotations(run, 'error')).toEqual([])
    expect(run.outputs['status']).toBe('complete')
  })
})
