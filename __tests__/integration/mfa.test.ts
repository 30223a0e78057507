import { expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'
import { storedUsers } from '../fixtures/stored-snapshots.ts'

test('where MFA is required everybody is protected, in the snapshot, and skipped', async () => {
  const simulator = await startSimulator({ users: 80, mfa: 'ON' })
  try {
    const exported = await runExport(simulator)
    expect(exported.exitCode).toBe(0)
    expect(exported.outputs).toMatchObject({
      users: '80',
      'skipped-users': '80',
      'skipped-mfa': '80',
      'mfa-unknown': '0',
      'billed-users': '0'
    })
    expect(storedUsers(simulator)).toHaveLength(80)
    const restored = await runRestore(simulator)
    expect(restored.exitCode).toBe(1)
    expect(annotations(restored, 'error').join()).toContain(
      '80 protected by MFA'
    )
  } finally {
    await simulator.close()
  }
})

test('where MFA is optional every user of a small pool is looked up', async () => {
  const simulator = await startSimulator({
    users: 300,
    mfa: 'OPTIONAL',
    totpShare: 0.1
  })
  try {
    const exported = await runExport(simulator)
    expect(exported.outputs).toMatchObject({
      users: '300',
      'mfa-unknown': '0',
      'billed-users': '300'
    })
    expect(simulator.stats().billedUsers).toBe(300)
    const { users } = simulator.poolState(simulator.userPoolId)
    const hasTotp = users.filter(({ authFactors }) =>
      authFactors.includes('SOFTWARE_TOKEN')
    )
    const onlyThere = hasTotp.filter(({ mfa }) => !mfa.softwareToken)
    expect(hasTotp.length).toBeGreaterThan(20)
    expect(onlyThere.length).toBeGreaterThan(8)
    const protectedSubs = new Set(
      storedUsers(simulator)
        .filter(({ skip }) => skip.includes('mfa-protected'))
        .map(({ sub }) => sub)
    )
    for (const { sub } of hasTotp) expect(protectedSubs).toContain(sub)
  } finally {
    await simulator.close()
  }
})

test.each([
  ['a pool above mfa-lookup-limit', 200, { 'mfa-lookup-limit': '100' }],
  ['mfa-lookup: never', 80, { 'mfa-lookup': 'never' }]
])(
  'where MFA is optional nobody is looked up for %s, with one warning',
  async (_, users, inputs) => {
    const simulator = await startSimulator({ users, mfa: 'OPTIONAL' })
    try {
      const exported = await runExport(simulator, inputs)
      expect(exported.outputs).toMatchObject({
        'skipped-mfa': '0',
        'mfa-unknown': String(users),
        'billed-users': '0'
      })
      const warnings = annotations(exported, 'warning')
      expect(warnings).toHaveLength(1)
      expect(warnings.join()).toMatch(
        new RegExp(`not known of ${users.toLocaleString('en-US')} users`)
      )
      expect(warnings.join()).toMatch(/mfa-lookup: always.+AWS bill/)
      expect(simulator.stats().billedUsers).toBe(0)
    } finally {
      await simulator.close()
    }
  }
)

test('without the permission to look users up MFA is unknown, and said so', async () => {
  const simulator = await startSimulator({
    users: 80,
    mfa: 'OPTIONAL',
    deny: ['cognito-idp:AdminGetUserAuthFactors', 'cognito-idp:AdminGetUser']
  })
  try {
    const exported = await runExport(simulator)
    expect(exported.exitCode).toBe(0)
    expect(exported.outputs).toMatchObject({
      'mfa-unknown': '80',
      'billed-users': '0'
    })
    expect(annotations(exported, 'warning').join()).toContain(
      'The role may not call cognito-idp:AdminGetUserAuthFactors'
    )
    for (const user of storedUsers(simulator)) expect(user.mfa).toBe('unknown')
    const restored = await runRestore(simulator)
    expect(restored.outputs['users-created']).toBe('80')
  } finally {
    await simulator.close()
  }
})

test('where MFA is off nobody is protected', async () => {
  const simulator = await startSimulator({ users: 80 })
  try {
    const exported = await runExport(simulator)
    expect(exported.outputs).toMatchObject({
      'skipped-users': '0',
      'mfa-unknown': '0'
    })
    for (const user of storedUsers(simulator)) {
      expect(user.mfa).toEqual({ methods: [], preferred: null })
    }
  } finally {
    await simulator.close()
  }
})
