import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { definitionRows, SAME } from '../fixtures/compared-runs.ts'
import {
  GOLDEN_VERSIONS,
  goldenSnapshot,
  putGolden,
  seedGolden
} from '../fixtures/golden-snapshots.ts'
import { runCompare, runRestore, runVerify } from '../fixtures/run-here.ts'

const CERTIFICATE = [
  'identity-provider/saml-idp',
  'ProviderDetails.ActiveEncryptionCertificate',
  '(not set)',
  '(hidden)'
]

/** The simulator has made its pool otherwise since. */
const CHANGED_SINCE: Readonly<Record<string, string[][]>> = {
  '1.1': [CERTIFICATE],
  '1.0': [
    ['pool', 'DeletionProtection', '(not set)', '(hidden)'],
    CERTIFICATE,
    ['branding', 'ImageUrl', '(hidden)', '(not set)']
  ]
}

describe.each(GOLDEN_VERSIONS)('the golden snapshot of format %s', version => {
  let simulator: Simulator
  let prefix: string

  beforeAll(async () => {
    simulator = await startSimulator({})
    seedGolden(simulator, version)
    const snapshot = goldenSnapshot(version, 'plain')
    prefix = (await putGolden(simulator, snapshot)).prefix
  })
  afterAll(() => simulator.close())

  test('is verified', async () => {
    const run = await runVerify(simulator, {
      prefix,
      'user-pool-id': simulator.userPoolId
    })
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({
      users: '6',
      groups: '3',
      memberships: '4',
      'users-gone': '0'
    })
  })

  test('is the same as its pool', async () => {
    const run = await runCompare(simulator, {
      prefix,
      'user-pool-id': simulator.userPoolId
    })
    const rows = CHANGED_SINCE[version] ?? []
    expect(definitionRows(run.summary)).toEqual(rows)
    expect(run.outputs).toMatchObject({
      ...SAME,
      'definition-changes': String(rows.length)
    })
  })

  test('is restored', async () => {
    const run = await runRestore(simulator, { prefix })
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({
      'users-created': '4',
      'skipped-no-username': '1',
      'skipped-federated': '1'
    })
  })
})
