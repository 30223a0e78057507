import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { definitionRows } from '../fixtures/compared-runs.ts'
import { personalValues, shownBy } from '../fixtures/restore-runs.ts'
import { runCompare, runExport, runVerify } from '../fixtures/run-here.ts'
import { clients } from '../fixtures/simulator-clients.ts'

const PAGE = 'https://app.example.com/changed'

let simulator: Simulator
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-'))
  simulator = await startSimulator({ users: 20, plain: true })
  await runExport(simulator)
  const { cognito } = clients(simulator)
  const { userPoolId: UserPoolId } = simulator
  await cognito.updateUserPool({
    UserPoolId,
    DeletionProtection: 'INACTIVE',
    AutoVerifiedAttributes: ['phone_number'],
    UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
    Policies: { PasswordPolicy: { MinimumLength: 17 } },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    UserPoolTags: { team: PAGE, 'cost-center': '4711', Überblick: 'já 🔑' }
  })
  await cognito.deleteIdentityProvider({ UserPoolId, ProviderName: 'Google' })
  await cognito.createIdentityProvider({
    UserPoolId,
    ProviderName: 'Google',
    ProviderType: 'Google',
    ProviderDetails: {
      client_id: 'another-client-id',
      client_secret: 'another-client-secret',
      authorize_scopes: 'email profile openid'
    },
    AttributeMapping: { email: 'email', username: 'sub' }
  })
})
afterAll(async () => {
  await simulator.close()
  await rm(folder, { recursive: true })
})

/** Compares in a repository of which the event says this. */
async function compareIn(
  event: string | undefined,
  inputs: Record<string, string> = {}
) {
  const path = join(folder, 'event.json')
  if (event !== undefined) await writeFile(path, event)
  const run = await runCompare(
    simulator,
    { 'user-pool-id': simulator.userPoolId, ...inputs },
    { env: { GITHUB_EVENT_PATH: event === undefined ? undefined : path } }
  )
  expect(run.exitCode).toBe(0)
  const shown = shownBy(run)
  const secrets = [
    ...simulator.secrets(),
    ...personalValues(simulator, [simulator.userPoolId])
  ]
  expect(secrets.filter(secret => shown.includes(secret))).toEqual([])
  const values = definitionRows(run.summary).map(
    ([part = '', setting = '', ...sides]) =>
      [`${part} ${setting}`, sides] as const
  )
  return { shown, values: Object.fromEntries(values) }
}

const HIDDEN = ['(hidden)', '(hidden)']

test.each([
  ['is silent', undefined],
  ['says nothing of it', '{"action":"opened"}'],
  ['says public', '{"repository":{"private":false}}'],
  ['says something else', '{"repository":{"private":"true"}}'],
  ['is broken', '{"repository":']
])('where the event %s, no value is shown', async (_what, event) => {
  const { shown, values } = await compareIn(event)
  expect(values).toEqual({
    'pool Policies.PasswordPolicy.MinimumLength': HIDDEN,
    'pool Policies.PasswordPolicy.RequireUppercase': HIDDEN,
    'pool Policies.PasswordPolicy.RequireLowercase': HIDDEN,
    'pool Policies.PasswordPolicy.RequireNumbers': HIDDEN,
    'pool Policies.PasswordPolicy.RequireSymbols': HIDDEN,
    'pool DeletionProtection': ['(hidden)', '(not set)'],
    'pool AutoVerifiedAttributes': HIDDEN,
    'pool AdminCreateUserConfig': ['(not set)', '(hidden)'],
    'tags team': HIDDEN,
    'identity-provider/Google ProviderDetails.client_id': HIDDEN
  })
  expect(shown).not.toMatch(/INACTIVE|\b17\b/)
  expect(shown).not.toContain(PAGE)
})

const PRIVATE = '{"repository":{"private":true}}'

test('in a private repository only booleans, numbers and words are shown', async () => {
  const { shown, values } = await compareIn(PRIVATE)
  expect(values).toMatchObject({
    'pool Policies.PasswordPolicy.MinimumLength': ['8', '17'],
    'pool Policies.PasswordPolicy.RequireSymbols': ['true', 'false'],
    'pool DeletionProtection': ['ACTIVE', '(not set)'],
    'pool AutoVerifiedAttributes': ['email', 'phone_number'],
    'tags team': ['(text)', '(text)'],
    'identity-provider/Google ProviderDetails.client_id': ['(text)', '(text)']
  })
  expect(shown).not.toContain(PAGE)
  expect(shown).not.toContain('another-client-id')
})

test.each([undefined, PRIVATE])(
  'show-values shows all values that are no secrets, event %s',
  async event => {
    const { values } = await compareIn(event, { 'show-values': 'true' })
    expect(values).toMatchObject({
      'pool DeletionProtection': ['ACTIVE', '(not set)'],
      'tags team': ['identity', PAGE],
      'identity-provider/Google ProviderDetails.client_id': [
        '123456789012.apps.googleusercontent.com',
        'another-client-id'
      ]
    })
  }
)

test('a verification names settings, and never shows a value', async () => {
  const run = await runVerify(simulator, {
    'user-pool-id': simulator.userPoolId
  })
  const shown = shownBy(run)
  expect(run.outputs['findings']).toBe('definition-changed')
  expect(shown).toContain('pool Policies.PasswordPolicy.MinimumLength')
  expect(shown).not.toMatch(/INACTIVE|another-client-id/)
  expect(shown).not.toContain(PAGE)
})
