import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { systemClock } from '../../src/shared/system-clock.ts'
import type { Clock } from '../../src/shared/world.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { X25519 } from '../fixtures/age-keys.ts'
import { addLargeStyle } from '../fixtures/large-style.ts'
import { planIn } from '../fixtures/rich-pool-scene.ts'
import { runExport, runHere } from '../fixtures/run-here.ts'
import { UNLIMITED_QUOTAS } from '../fixtures/unlimited-quotas.ts'
import { manualClock } from '../fixtures/passing-time.ts'

/** How long Cognito takes for a custom domain. */
const DOMAIN_MS = 20 * 60_000
const DOMAIN = 'login.example.com'

let simulator: Simulator
let exported: ActionRun
let made: ActionRun

/** Waits of the run pass at once, on the simulator's clock. */
let waitedMs = 0
const waiting: Clock = {
  ...systemClock,
  sleep(ms) {
    waitedMs += ms
    simulator.advanceClock(ms)
    return Promise.resolve()
  }
}

beforeAll(async () => {
  simulator = await startSimulator({
    clock: manualClock(),
    customDomainMs: DOMAIN_MS
  })
  const source = simulator.seedRichPool()
  const { endpoint, region, accountId } = simulator
  const cognito = new CognitoIdentityProvider({
    endpoint,
    region,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }
  })
  await cognito.createUserPoolDomain({
    UserPoolId: source,
    Domain: DOMAIN,
    CustomDomainConfig: {
      CertificateArn: `arn:aws:acm:us-east-1:${accountId}:certificate/1234abcd-12ab-34cd-56ef-1234567890ab`
    }
  })
  cognito.destroy()
  await addLargeStyle(simulator, source, 'rotating')
  simulator.addUser(source, {
    username: 'ada',
    attributes: { email: 'ada@example.com', email_verified: 'true' }
  })
  exported = await runExport(simulator, {
    'user-pool-id': source,
    'age-recipients': X25519.recipient
  })
  simulator.removePool(source)
  const prefix = `rich-${source.slice(-9).toLowerCase()}`
  const run = (inputs: Record<string, string>) =>
    runHere(
      endpoint,
      {
        mode: 'create-pool',
        snapshot: exported.outputs['snapshot-uri'] ?? '',
        'age-identity': X25519.identity,
        'pool-name': 'Our customers, +1 @ 2026',
        domain: 'keep',
        'leave-out': `domain/${prefix}`,
        secrets:
          'provider/Google => SecretOfGoogle1234567890\nprovider/oidc-idp => SecretOfOidc1234567890',
        quotas: UNLIMITED_QUOTAS,
        ...inputs
      },
      { clock: waiting }
    )
  const planned = await run({ 'dry-run': 'true' })
  simulator.resetStats()
  made = await run({ accept: planned.outputs['findings'] ?? '' })
})
afterAll(() => simulator.close())

describe('a pool that is gone, made anew in its place from an encrypted snapshot', () => {
  test('is complete, under a name with blanks', () => {
    expect(annotations(made, 'error')).toEqual([])
    expect(made.outputs['status']).toBe('complete')
    expect(made.summary).toContain('Our customers')
  })

  test('keeps its domain, and waits until that is there', () => {
    const plan = planIn(made)
    expect(plan.get(`domain/${DOMAIN}`)?.rest).toMatch(/\| made$/)
    expect(plan.get('branding')?.rest).toMatch(/\| made$/)
    expect(waitedMs).toBeGreaterThanOrEqual(DOMAIN_MS)
  })

  test('has a style that takes more than one request', () => {
    const { calls } = simulator.stats()
    expect(calls['UpdateManagedLoginBranding']).toBe(1)
    expect(planIn(made).get('managed-login/rotating')?.rest).toMatch(/made/)
  })

  test('says first to ask AWS for the old pool', () => {
    expect(made.summary).toMatch(/Support/)
  })
})
