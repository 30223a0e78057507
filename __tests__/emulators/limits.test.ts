import type { ChildProcess } from 'node:child_process'
import { AdminSetUserMFAPreferenceCommand } from '@aws-sdk/client-cognito-identity-provider'
import { beforeAll, expect, test } from '@jest/globals'
import { annotations } from '../fixtures/action-runs.ts'
import { endTime, TIMED } from '../fixtures/passing-time.ts'
import {
  addPeople,
  cognito,
  createPool,
  describeEmulated,
  endpoint
} from './emulator.ts'
import { createStore, runExport, runRestore, type Store } from './runs.ts'
import { readPool } from './pool-state.ts'
import { startRecorder } from './recorder.ts'

const PEOPLE = Array.from({ length: 12 }, (_, index) => ({
  username: `person-${index}`,
  attributes: { phone_number: `+4415550${String(index).padStart(5, '0')}` }
}))

describeEmulated('the billed look-up of MFA', () => {
  let pool: string
  let store: Store
  beforeAll(async () => {
    pool = await createPool({ MfaConfiguration: 'OPTIONAL' })
    await addPeople(pool, PEOPLE)
    await cognito.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId: pool,
        Username: 'person-5',
        SMSMfaSettings: { Enabled: true, PreferredMfa: true }
      })
    )
    store = await createStore()
  })

  async function lookUp(inputs: Record<string, string>) {
    const recorder = await startRecorder(endpoint)
    try {
      const run = await runExport(pool, store, inputs, recorder.endpoint)
      expect(annotations(run, 'error')).toEqual([])
      const asked = recorder.calls.filter(({ operation }) =>
        operation.startsWith('AdminGetUser')
      )
      return { outputs: run.outputs, asked: asked.length }
    } finally {
      await recorder.close()
    }
  }

  test('is not made past mfa-lookup-limit, and nobody is billed', async () => {
    const { outputs, asked } = await lookUp({ 'mfa-lookup-limit': '11' })
    expect(asked).toBe(0)
    expect(outputs).toMatchObject({
      'mfa-unknown': '12',
      'skipped-mfa': '0',
      'billed-users': '0'
    })
  })

  test.each([
    ['as many users as mfa-lookup-limit', { 'mfa-lookup-limit': '12' }],
    ['more, always', { 'mfa-lookup': 'always', 'mfa-lookup-limit': '1' }]
  ])('is made for %s', async (_, inputs) => {
    const { outputs, asked } = await lookUp(inputs)
    expect(asked).toBeGreaterThanOrEqual(12)
    expect(outputs).toMatchObject({
      'mfa-unknown': '0',
      'skipped-mfa': '1',
      'billed-users': '12'
    })
  })
})

describeEmulated('a restore that is held back', () => {
  const people = Array.from({ length: 150 }, (_, index) => ({
    username: `person-${index}`
  }))
  let pool: string
  let store: Store
  beforeAll(async () => {
    pool = await createPool()
    await addPeople(pool, people)
    store = await createStore()
    expect((await runExport(pool, store)).exitCode).toBe(0)
  })

  test('by max-duration stops in order, and the next run finishes it', async () => {
    const target = await createPool()
    const slow = { quotas: 'UserCreation=20', 'quota-share': '50' }
    let child: ChildProcess | undefined
    let confirmed = 0
    const recorder = await startRecorder(endpoint, ({ operation }) => {
      if (operation !== 'AdminSetUserPassword') return
      confirmed += 1
      if (confirmed === 20) endTime(child)
    })
    const at = recorder.endpoint
    const stopped = await runRestore(pool, target, store, slow, at, {
      env: TIMED,
      onStart: process => (child = process)
    }).finally(() => recorder.close())
    expect(stopped.exitCode).toBe(1)
    expect(stopped.outputs).toMatchObject({
      status: 'partial',
      'error-code': 'out-of-time',
      'failed-users': '0',
      'users-unfinished': '0'
    })
    expect(annotations(stopped, 'error').join()).toContain('max-duration')
    const { users: first } = await readPool(target)
    const created = Number(stopped.outputs['users-created'])
    expect(created).toBeGreaterThan(0)
    expect(created).toBeLessThan(150)
    expect(first).toHaveLength(created)

    const finished = await runRestore(pool, target, store)
    expect(annotations(finished, 'error')).toEqual([])
    expect(finished.outputs['status']).toBe('complete')
    const { users } = await readPool(target)
    expect(users).toHaveLength(150)
    for (const user of first) {
      expect(users.map(({ sub }) => sub)).toContain(user.sub)
    }
    expect(new Set(users.map(({ status }) => status))).toEqual(
      new Set(['CONFIRMED'])
    )
  })
})
