import { expect } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { runExport } from '../fixtures/run-here.ts'

/** The pool of two nights, and the addresses of their snapshots. */
export interface Nights {
  simulator: Simulator
  tuesday: string
  wednesday: string
}

const sub = (number: number) =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** Of users who change, are gone, and are new on Wednesday. */
export const [CODE, GONE, NEW] = [sub(1), sub(4), sub(5)] as const

/** Exports a pool whose names are easily read wrong, on two nights. */
export async function exportNights(
  inputs: Record<string, string>
): Promise<Nights> {
  const simulator = await startSimulator({ users: 0, groups: 0 })
  const pool = simulator.userPoolId
  for (const name of ['admins', 'Admins']) simulator.addGroup(pool, { name })
  const code = {
    username: '00938',
    sub: CODE,
    groups: ['admins'],
    createdAt: new Date('2026-11-01T09:00:00Z')
  }
  simulator.addUser(pool, { ...code, attributes: { 'custom:code': '007' } })
  simulator.addUser(pool, {
    username: '+4930123456',
    sub: sub(2),
    attributes: { phone_number: '+4930123456' },
    groups: ['admins']
  })
  simulator.addUser(pool, {
    username: 'Ann',
    sub: sub(3),
    attributes: { 'custom:team': 'red' },
    groups: ['admins']
  })
  simulator.addUser(pool, {
    username: 'ann',
    sub: GONE,
    attributes: { 'custom:Team': 'blue' },
    groups: ['Admins']
  })
  const tuesday = await exported(simulator, inputs)

  simulator.removeUser(pool, CODE)
  simulator.addUser(pool, { ...code, attributes: { 'custom:code': '7' } })
  simulator.removeUser(pool, GONE)
  simulator.addUser(pool, { username: '00939', sub: NEW })
  return { simulator, tuesday, wednesday: await exported(simulator, inputs) }
}

async function exported(
  simulator: Simulator,
  inputs: Record<string, string>
): Promise<string> {
  const { exitCode, outputs } = await runExport(simulator, inputs)
  expect(exitCode).toBe(0)
  return (outputs['snapshot-uri'] ?? '').replace(/\/$/, '')
}
