import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport, runVerify } from '../fixtures/run-here.ts'
import { X25519, X25519_BREAK_GLASS } from '../fixtures/age-keys.ts'

/*
 * A snapshot that is encrypted with age, verified: what is found without its key,
 * and with it.
 */

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({
    users: 80,
    groups: 3,
    membershipsPerUser: 1
  })
  const exported = await runExport(simulator, {
    'age-recipients': X25519.recipient
  })
  expect(exported.exitCode).toBe(0)
  expect(exported.summary).toContain('\\\nEncrypted with age for 1 key\\\n')
})
afterAll(() => simulator.close())

test('its contents are proven with the key', async () => {
  const run = await runVerify(simulator, { 'age-identity': X25519.identity })
  expect([run.exitCode, run.outputs['status']]).toEqual([0, 'complete'])
  expect(run.outputs).toMatchObject({ users: '80', groups: '3' })
  expect(run.summary).toContain(' old, encrypted with age for 1 key\\\n')
})

test('its headers are proven without the key', async () => {
  const run = await runVerify(simulator, { 'verify-level': 'headers' })
  expect([run.exitCode, run.outputs['status']]).toEqual([0, 'complete'])
})

test('its contents are not called proven without the key', async () => {
  const run = await runVerify(simulator)
  expect([run.exitCode, run.outputs['status']]).toEqual([1, 'failed'])
  expect(annotations(run, 'error').join()).toContain('age-identity')
})

test('another key is called that, and not a damage of the snapshot', async () => {
  const run = await runVerify(simulator, {
    'age-identity': X25519_BREAK_GLASS.identity
  })
  expect(run.exitCode).toBe(1)
  expect(annotations(run, 'error').join()).toMatch(/age-identity/)
  expect(run.stdout).not.toContain('damaged')
})

test('a plain snapshot is verified with a key too, with a warning', async () => {
  const plain = await runExport(simulator)
  expect(plain.summary).toContain('\\\nNot encrypted with age\\\n')
  const run = await runVerify(simulator, {
    snapshot: plain.outputs['snapshot-id'] ?? '',
    'age-identity': X25519.identity
  })
  expect([run.exitCode, run.outputs['status']]).toEqual([0, 'complete'])
  expect(annotations(run, 'warning').join()).toContain(
    'age-identity was not needed'
  )
  expect(run.summary).toContain(' old, not encrypted with age\\\n')
})
