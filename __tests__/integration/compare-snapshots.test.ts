import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { X25519 } from '../fixtures/age-keys.ts'
import { definitionRows, SAME, tableRows } from '../fixtures/compared-runs.ts'
import { runCompare, runExport } from '../fixtures/run-here.ts'
import { clients } from '../fixtures/simulator-clients.ts'

/*
 * Three snapshots of one pool: as it was, after a night in which two users went,
 * one came, one was renamed and a client was added, and again without a change.
 */

let simulator: Simulator
let snapshots: [ActionRun, ActionRun, ActionRun]

beforeAll(async () => {
  simulator = await startSimulator({
    users: 20,
    groups: 2,
    membershipsPerUser: 1,
    plain: true
  })
  const { userPoolId: UserPoolId } = simulator
  const encrypted = { 'age-recipients': X25519.recipient }
  const first = await runExport(simulator, encrypted)
  const { cognito } = clients(simulator)
  const [one, two, three] = simulator.poolState(UserPoolId).users
  for (const user of [one, two]) {
    simulator.removeUser(UserPoolId, user?.sub ?? '')
  }
  simulator.addUser(UserPoolId, { username: 'new' })
  await cognito.adminUpdateUserAttributes({
    UserPoolId,
    Username: three?.username,
    UserAttributes: [{ Name: 'name', Value: 'Another' }]
  })
  await cognito.createUserPoolClient({ UserPoolId, ClientName: 'partner' })
  const second = await runExport(simulator, encrypted)
  const third = await runExport(simulator, encrypted)
  snapshots = [first, second, third]
})
afterAll(() => simulator.close())

const idOf = (at: 0 | 1 | 2) => snapshots[at].outputs['snapshot-id'] ?? ''
const uriOf = (at: 0 | 1 | 2) => snapshots[at].outputs['snapshot-uri'] ?? ''
const IDENTITY = { 'age-identity': X25519.identity }

const compare = (inputs: Record<string, string>) =>
  runCompare(simulator, { ...IDENTITY, ...inputs })

const A_NIGHT = {
  status: 'complete',
  'definition-changes': '1',
  'users-added': '1',
  'users-gone': '2',
  'users-changed': '1',
  'groups-changed': '0',
  'memberships-changed': '2'
}

describe('two snapshots of a pool', () => {
  test.each<[string, () => Record<string, string>]>([
    ['by id', () => ({ snapshot: idOf(1), 'compare-with': idOf(0) })],
    ['by address', () => ({ snapshot: uriOf(1), 'compare-with': uriOf(0) })],
    [
      'the later one first',
      () => ({ snapshot: idOf(0), 'compare-with': idOf(1) })
    ],
    [
      'with the one before',
      () => ({ snapshot: idOf(1), 'compare-with': 'previous' })
    ]
  ])('are compared, %s', async (_how, inputs) => {
    simulator.resetStats()
    const run = await compare(inputs())
    expect(run.outputs).toMatchObject(A_NIGHT)
    expect(definitionRows(run.summary)).toEqual([
      ['client/partner', 'added', '', '']
    ])
    expect(tableRows(run.summary, 6).slice(1)).toEqual([
      ['Users', '20', '19', '1', '2', '1'],
      ['Groups', '2', '2', '0', '0', '0'],
      ['Memberships', '20', '18', '0', '2', '–']
    ])
    const { calls } = simulator.stats()
    expect(
      Object.keys(calls).filter(call => !/Object|Bucket/.test(call))
    ).toEqual([])
    expect(calls).not.toHaveProperty('PutObject')
  })

  test('by default are the newest and the one before it', async () => {
    const run = await compare({ 'compare-with': 'previous' })
    expect(run.outputs).toMatchObject({ ...SAME, 'snapshot-id': idOf(2) })
  })

  test('are compared in the part that is asked for', async () => {
    const ids = { snapshot: idOf(1), 'compare-with': idOf(0) }
    const definition = await compare({ ...ids, 'compare-parts': 'definition' })
    expect(definition.outputs).toMatchObject({ 'definition-changes': '1' })
    expect(definition.outputs).not.toHaveProperty('users-gone')
    const users = await compare({ ...ids, 'compare-parts': 'users' })
    expect(users.outputs).toMatchObject({ 'users-gone': '2' })
    expect(users.outputs).not.toHaveProperty('definition-changes')
  })
})

test('a first snapshot has none before it, which is no failure', async () => {
  const run = await compare({ snapshot: idOf(0), 'compare-with': 'previous' })
  expect(run.exitCode).toBe(0)
  expect(run.outputs['status']).toBe('complete')
  expect(run.outputs).not.toHaveProperty('users-gone')
  expect(run.stdout).toContain('no earlier snapshot of this pool')
})

test('snapshots of two pools match their users by username', async () => {
  const { userPoolId, emptyUserPoolId } = simulator
  const { users } = simulator.poolState(userPoolId)
  for (const { username, attributes } of users) {
    const { sub: _, ...others } = attributes
    simulator.addUser(emptyUserPoolId, { username, attributes: others })
  }
  const other = await runExport(simulator, { 'user-pool-id': emptyUserPoolId })
  const run = await compare({
    'compare-with': other.outputs['snapshot-uri'] ?? ''
  })
  expect(run.outputs).toMatchObject({
    status: 'complete',
    'users-added': '0',
    'users-gone': '0'
  })
  expect(run.summary).toContain('19 by username')
  expect(run.summary).toContain('App clients were matched by name')
})

describe('by counts', () => {
  const counts = (inputs: Record<string, string> = {}) =>
    runCompare(simulator, {
      snapshot: idOf(1),
      'compare-with': idOf(0),
      'compare-level': 'counts',
      ...inputs
    })

  test('two manifests are enough, without an identity', async () => {
    simulator.resetStats()
    const run = await counts()
    expect(run.exitCode).toBe(0)
    expect(tableRows(run.summary, 3).slice(1)).toEqual([
      ['Users', '20', '19'],
      ['Groups', '2', '2'],
      ['Memberships', '20', '18']
    ])
    expect(run.outputs).not.toHaveProperty('users-gone')
    expect(run.outputs).not.toHaveProperty('definition-changes')
    expect(simulator.stats().calls).toEqual({
      GetObject: 2,
      ListObjectVersions: 2
    })
  })

  test.each([
    [{ 'max-gone': '0' }, 'users-gone'],
    [{ 'max-memberships-gone': '5%' }, 'memberships-gone'],
    [{ 'max-gone': '1', 'max-memberships-gone': '2' }, undefined]
  ])('an alarm rings by the net loss, %p', async (inputs, code) => {
    const run = await counts(inputs)
    expect(run.outputs['error-code']).toBe(code)
    expect(run.exitCode).toBe(code === undefined ? 0 : 1)
  })
})

describe('a comparison is refused', () => {
  test('with a snapshot in another bucket', async () => {
    simulator.resetStats()
    const run = await compare({
      'compare-with': uriOf(0).replace('s3://', 's3://other-')
    })
    expect(run.outputs).toMatchObject({ 'error-code': 'input' })
    expect(annotations(run, 'error')).toEqual([
      expect.stringContaining('compare-with is in another bucket')
    ])
    expect(simulator.stats().calls).toEqual({})
  })

  test('without the identity, before anything is read', async () => {
    simulator.resetStats()
    const run = await runCompare(simulator, {
      snapshot: idOf(1),
      'compare-with': idOf(0),
      'compare-parts': 'users'
    })
    expect(run.outputs).toMatchObject({
      status: 'failed',
      'error-code': 'no-identity'
    })
    expect(simulator.stats().calls).toEqual({
      GetObject: 2,
      ListObjectVersions: 2
    })
  })

  test.each([
    [0, 'users/', { 'definition-changes': '1' }],
    [1, 'users/', { 'definition-changes': '1' }],
    [0, 'pool.json', { 'users-gone': '2' }],
    [1, 'clients/', { 'users-gone': '2' }]
  ] as const)(
    'with a damaged snapshot, %i at %s, and tells what else it found',
    async (at, name, known) => {
      const base = uriOf(at).replace(/^s3:..[^/]+./, '')
      const part = simulator
        .bucketObjects()
        .find(({ key }) => key.startsWith(`${base}${name}`))
      if (part === undefined) throw new Error(`There is no part ${name}`)
      simulator.replaceObject(part.key, Buffer.alloc(part.bytes.length))
      const run = await compare({ snapshot: idOf(1), 'compare-with': idOf(0) })
      simulator.replaceObject(part.key, part.bytes)
      expect(run.outputs).toMatchObject({
        status: 'failed',
        'error-code': 'snapshot-digest',
        ...known
      })
      const outputs = ['definition-changes', 'users-gone']
      expect(outputs.filter(output => output in run.outputs)).toEqual(
        Object.keys(known)
      )
    }
  )

  test.each([
    ['named', () => idOf(0)],
    ['found', () => 'previous']
  ])('with a manifest that was stored over, %s', async (_how, other) => {
    const key = `${uriOf(0).replace(/^s3:..[^/]+./, '')}manifest.json`
    const manifest = simulator.bucketObjects().find(one => one.key === key)
    simulator.putObject(key, manifest?.bytes ?? Buffer.of())
    const run = await compare({ snapshot: idOf(1), 'compare-with': other() })
    expect(run.outputs).toMatchObject({ 'error-code': 'manifest-versions' })
  })

  test('with a snapshot that is not there', async () => {
    const run = await compare({
      'compare-with': '20261123T020000Z-ABCDEFGHIJKLMNOP'
    })
    expect(run.outputs).toMatchObject({ 'error-code': 'no-snapshot' })
  })
})
