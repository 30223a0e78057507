import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import {
  startSimulator,
  type Fault,
  type Simulator
} from '../../simulator/simulator.ts'
import { STRUCTURES } from '../../src/cognito/definition/structures.ts'
import { DEFINITION_READS } from '../../tools/definition-model/table.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport } from '../fixtures/run-here.ts'
import { storedRecords } from '../fixtures/stored-snapshots.ts'
import { signed } from '../fixtures/simulator-clients.ts'

/** What AWS may add to any structure; every text is a secret. */
const ADDED = {
  NewFlag: true,
  NewWord: 'ON',
  NewText: 'planted-1',
  NewPart: { Limit: 5, Text: 'planted-2', 'planted-key': 'ON' },
  NewList: [{ Mode: 'ON', Text: 'planted-3' }]
}

/** What the rule keeps of it. */
const KEPT = {
  NewFlag: true,
  NewWord: 'ON',
  NewPart: { Limit: 5 },
  NewList: [{ Mode: 'ON' }]
}

/** An answer with unknown members at every level. */
function withAdded(kind: string, value: unknown): unknown {
  if (kind.startsWith('[]')) {
    const items = value as unknown[]
    return items.map(item => withAdded(kind.slice(2), item))
  }
  const members = STRUCTURES.get(kind)
  if (members === undefined) return value
  const entries = Object.entries(value as object).map(([name, inner]) => [
    name,
    withAdded(members.get(name) ?? '', inner)
  ])
  return { ...Object.fromEntries(entries), ...ADDED }
}

const NEWER: readonly Fault[] = DEFINITION_READS.map(operation => ({
  operation,
  times: Infinity,
  does: {
    answer: reply => ({
      ...reply,
      body: JSON.stringify(
        withAdded(`${operation}Response`, JSON.parse(reply.body.toString()))
      )
    })
  }
}))

let simulator: Simulator
let run: ActionRun
let definition: Record<string, unknown>
let everything: string

beforeAll(async () => {
  simulator = await startSimulator({ users: 3, groups: 1 })
  const { userPoolId: UserPoolId } = simulator
  const made = async (operation: string, request: object) => {
    const answer = await fetch(simulator.endpoint, {
      method: 'POST',
      headers: {
        ...signed,
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`
      },
      body: JSON.stringify({ UserPoolId, ...request })
    })
    expect(answer.status).toBe(200)
    return (await answer.json()) as { UserPoolClient: { ClientId: string } }
  }
  const { ClientId } = (
    await made('CreateUserPoolClient', { ClientName: 'styled' })
  ).UserPoolClient
  await made('CreateManagedLoginBranding', {
    ClientId,
    Settings: { any: 'text' },
    Assets: [
      {
        Category: 'FORM_LOGO',
        ColorMode: 'LIGHT',
        Extension: 'PNG',
        Bytes: 'AA=='
      }
    ]
  })
  simulator.setFaults(NEWER)
  run = await runExport(simulator)
  const texts = simulator
    .bucketObjects()
    .map(({ key, bytes }) => [
      key,
      (key.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
    ])
  const pool = texts.find(([key]) => key?.endsWith('/pool.json.gz'))?.[1] ?? ''
  definition = JSON.parse(pool) as Record<string, unknown>
  everything = texts.flat().join('\n')
})
afterAll(() => simulator.close())

describe('where AWS has added members at every level', () => {
  test('the export goes well', () => {
    expect(run.exitCode).toBe(0)
    expect(run.outputs['users']).toBe('3')
  })

  test('no added text is anywhere', () => {
    expect(everything).not.toContain('planted')
    expect(run.stdout + run.summary).not.toContain('planted')
  })

  test('what the rule keeps is in pool.json, in every section', () => {
    expect(definition).toMatchObject({
      userPool: { ...KEPT, Policies: { ...KEPT, PasswordPolicy: KEPT } },
      mfaConfig: KEPT,
      identityProviders: [KEPT, KEPT],
      resourceServers: [{ ...KEPT, Scopes: [KEPT, KEPT] }],
      domains: [{ ...KEPT, CustomDomainConfig: KEPT }],
      branding: {
        pool: KEPT,
        managedLogin: [{ ...KEPT, Assets: [KEPT] }]
      },
      riskConfigurations: {
        pool: { ...KEPT, RiskExceptionConfiguration: KEPT }
      },
      terms: [KEPT],
      cimdPolicies: [KEPT],
      sessionConfiguration: { pool: { ...KEPT, TokenSession: KEPT } }
    })
    const clients = storedRecords<object>(simulator, 'clients')
    expect(clients).toHaveLength(3)
    for (const client of clients) expect(client).toMatchObject(KEPT)
    expect(clients).toContainEqual(
      expect.objectContaining({ secrets: [expect.objectContaining(KEPT)] })
    )
  })

  test('what it leaves out is listed, each path once', () => {
    const listed = (definition['notCaptured'] as { section: string }[]).map(
      ({ section }) => section
    )
    expect(new Set(listed).size).toBe(listed.length)
    const texts = (path: string) =>
      ['NewText', 'NewPart', 'NewPart.Text', 'NewList.Text'].map(
        member => `${path}.${member}`
      )
    expect(listed).toEqual(
      expect.arrayContaining([
        ...texts('userPool'),
        ...texts('userPool.Policies.PasswordPolicy'),
        ...texts('mfaConfig'),
        ...texts('clients.secrets'),
        ...texts('identityProviders'),
        ...texts('resourceServers.Scopes'),
        ...texts('domains.CustomDomainConfig'),
        ...texts('branding.pool'),
        ...texts('branding.managedLogin.Assets'),
        ...texts('riskConfigurations.pool.RiskExceptionConfiguration'),
        ...texts('terms'),
        ...texts('cimdPolicies'),
        ...texts('sessionConfiguration.pool.TokenSession')
      ])
    )
  })

  test('what stands next to a listing is listed too, since nothing holds it', () => {
    const paths = (
      definition['notCaptured'] as { section: string; reason: string }[]
    )
      .filter(({ reason }) => reason === 'UnknownMember')
      .map(({ section }) => section)
    for (const section of ['clients', 'resourceServers', 'replicas', 'tags']) {
      expect(paths).toContain(`${section}.NewFlag`)
    }
  })

  test('one warning says so', () => {
    expect(annotations(run, 'warning')).toEqual([
      expect.stringMatching(
        /^Cognito answered with \d+ members that this version does not know/
      )
    ])
  })
})
