import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { runAction, type ActionRun } from '../../simulator/run-action.ts'
import {
  compareDefinitions,
  type DefinitionChange,
  type DefinitionSide
} from '../../src/compare/definition/compare-definitions.ts'
import type { JsonObject } from '../../src/compare/definition/json.ts'
import { annotations, countWrites } from '../fixtures/action-runs.ts'
import {
  BROUGHT,
  ELSEWHERE,
  openRichPool,
  planIn,
  secretsIn,
  shown,
  type RichPoolScene
} from '../fixtures/rich-pool-scene.ts'
import { runHere } from '../fixtures/run-here.ts'

let scene: RichPoolScene
let planned: ActionRun
/** By the bundle. */
let made: ActionRun
/** What `ps` shows of the process of that run. */
const commandLines = new Set<string>()

const run = (inputs: Record<string, string>) => {
  const { simulator, env } = scene
  simulator.resetStats()
  return runHere(simulator.endpoint, { ...scene.inputs, ...inputs }, { env })
}
const writes = () => {
  const { calls } = scene.simulator.stats()
  return countWrites(calls) + (calls['PutObject'] ?? 0)
}

beforeAll(async () => {
  scene = await openRichPool()
  await scene.exportPool({ 'user-pool-id': scene.source })
  planned = await run({ 'dry-run': 'true', accept: 'new-secret/client/gone' })
})
afterAll(() => scene.simulator.close())

describe('a dry run', () => {
  test('plans by reads only, and lists the findings to paste', () => {
    expect(annotations(planned, 'error')).toEqual([])
    expect(planned.outputs['status']).toBe('planned')
    expect(writes()).toBe(0)
    expect(planned.outputs['findings']?.split('\n')).toContain('links/pool')
    expect(planned.outputs['user-pool-id']).toBeUndefined()
  })

  test('warns about an accepted line that no finding has', () => {
    expect(annotations(planned, 'warning').join()).toContain(
      'These lines of the input accept have no effect: new-secret/client/gone.'
    )
  })
})

test('nothing is written as long as a finding is open', async () => {
  const [, ...others] = planned.outputs['findings']?.split('\n') ?? []
  const refused = await run({ accept: others.join('\n') })
  expect(refused.outputs['status']).toBe('failed')
  expect(refused.outputs['error-code']).toBe('findings-open')
  expect(writes()).toBe(0)
})

describe('a run with what the dry run listed', () => {
  beforeAll(async () => {
    const { simulator, inputs, env } = scene
    let pid: number | undefined
    const look = () => {
      commandLines.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
    }
    made = await runAction(
      simulator.endpoint,
      { ...inputs, accept: planned.outputs['findings'] ?? '' },
      {
        env,
        onStart: child => {
          pid = child.pid
          look()
        },
        onText: look
      }
    )
  })

  test('makes the pool, and says what became of it', async () => {
    expect(annotations(made, 'error')).toEqual([])
    const { outputs } = made
    expect(outputs).toMatchObject({
      status: 'complete',
      'user-pool-id': expect.stringMatching(/^eu-central-1_/),
      findings: planned.outputs['findings']
    })
    const plan = [...planIn(made).values()]
    const count = (verdict: string) =>
      String(plan.filter(line => line.verdict === verdict).length)
    expect(outputs).toMatchObject({
      changed: count('changed'),
      'needs-a-person': count('needs a person'),
      created: String(plan.filter(({ rest }) => rest.endsWith('| made')).length)
    })
    const { clients } = (await scene.definitionIn(scene.source)).definition as {
      clients: { ClientId: string }[]
    }
    const ids = JSON.parse(outputs['client-ids'] ?? '{}') as object
    expect(Object.keys(ids).sort()).toEqual(
      clients.map(({ ClientId }) => ClientId).sort()
    )
  })

  test('makes one that differs in nothing but what the plan says', async () => {
    const id = made.outputs['user-pool-id'] ?? ''
    await scene.exportPool({
      'user-pool-id': id,
      'role-to-assume': scene.roles['role-to-assume'] ?? '',
      'aws-region': ELSEWHERE.region,
      ...bucketRole()
    })
    const [before, after] = await Promise.all([
      scene.definitionIn(scene.source),
      scene.definitionIn(id)
    ])
    const userPool = after.definition['userPool'] as JsonObject
    expect(userPool['DeletionProtection']).toBe('ACTIVE')
    const { changes } = compareDefinitions(elsewhere(before), after)
    const plan = planIn(made)
    const unsaid = changes.filter(
      ({ part }) => (plan.get(part)?.verdict ?? 'same') === 'same'
    )
    expect(unsaid).toEqual([])
    const domains = [before, after].map(side => domainIn(side.definition))
    expect(changes.map(nameOf).sort()).toEqual(
      [
        'client/rotating secrets',
        ...domains.map(domain => `domain/${domain}`),
        'pool AdminCreateUserConfig.AllowAdminCreateUserOnly',
        'tags cognito-backup:nonce',
        'triggers PreSignUp',
        'triggers PreTokenGenerationConfig'
      ].sort()
    )
  })

  test('prints a step that rehearses the restore of the users, then makes it', async () => {
    const blocks = made.summary.matchAll(/```yaml\n([^]*?)```/g)
    const step = Array.from(blocks, ([, text = '']) => parse(text) as object)
      .map(inputs => inputs as Record<string, string>)
      .find(({ mode }) => mode === 'restore')
    const { simulator, roles, env } = scene
    const usersIn = () =>
      simulator.poolState(made.outputs['user-pool-id'] ?? '').users
    for (const more of [{}, { 'dry-run': 'false' }]) {
      expect(usersIn()).toEqual([])
      const run = await runHere(
        simulator.endpoint,
        { ...roles, ...step, ...more },
        { env }
      )
      expect(annotations(run, 'error')).toEqual([])
      expect(run.outputs['users-created']).toBe('1')
    }
    expect(usersIn()).toMatchObject([
      { username: 'ada', attributes: { email: 'ada@example.com' } }
    ])
  })

  test('shows no secret that it was given, not even to the list of processes', () => {
    expect([...commandLines].join()).toContain('index.js')
    expect(secretsIn([...commandLines].join())).toEqual([])
    expect(secretsIn(shown(made))).toEqual([])
    const masks = made.stdout.match(/^::add-mask::.*$/gm)?.join('\n') ?? ''
    expect(secretsIn(masks)).toHaveLength(5)
  })
})

describe('the secrets that a run was given', () => {
  test('are not in the error of a provider that Cognito refuses', async () => {
    const { simulator } = scene
    const message = `Wrong: ${Object.values(BROUGHT).join(' ')}`
    simulator.setFaults([
      {
        operation: 'CreateIdentityProvider',
        holding: 'SignInWithApple',
        does: {
          instead: () => ({
            status: 400,
            headers: {},
            body: JSON.stringify({
              __type: 'InvalidParameterException',
              message
            })
          })
        }
      }
    ])
    const refused = await run({
      'pool-name': 'refused',
      domain: 'none',
      accept: (await plan({ 'pool-name': 'refused', domain: 'none' })) ?? ''
    })
    simulator.setFaults([])
    expect(refused.outputs['status']).toBe('partial')
    expect(annotations(refused, 'error').join()).toContain(
      'cognito-idp:CreateIdentityProvider'
    )
    expect(secretsIn(shown(refused))).toEqual([])
  })

  test.each([
    ['without an arrow', `client/web ${BROUGHT['client/web']}`],
    ['of no part', `user/ada => ${BROUGHT['client/web']}`],
    ['of a client that is not there', `client/x => ${BROUGHT['client/web']}`],
    [
      'of a key without its end',
      BROUGHT['provider/SignInWithApple'].slice(0, -30)
    ]
  ])('are not in the error of a line %s', async (_, line) => {
    const refused = await run({ secrets: line })
    expect(refused.outputs['error-code']).toBe('input')
    expect(annotations(refused, 'error')).not.toEqual([])
    expect(secretsIn(shown(refused))).toEqual([])
  })

  test('are in no object of the bucket', () => {
    const objects = scene.simulator.bucketObjects()
    expect(objects.some(({ key }) => key.includes('created-pools'))).toBe(true)
    const texts = objects.map(({ key, bytes }) => `${key} ${bytes.toString()}`)
    expect(secretsIn(texts.join('\n'))).toEqual([])
  })
})

const nameOf = ({ part, setting }: DefinitionChange) =>
  setting === '' ? part : `${part} ${setting}`

const domainIn = ({ domains }: JsonObject) =>
  (domains as { Domain: string }[])[0]?.Domain

/** The findings of a dry run with other inputs. */
async function plan(
  inputs: Record<string, string>
): Promise<string | undefined> {
  return (await run({ ...inputs, 'dry-run': 'true' })).outputs['findings']
}

function bucketRole(): Record<string, string> {
  const { 'bucket-role-to-assume': role = '', 'bucket-region': region = '' } =
    scene.roles
  return { 'bucket-role-to-assume': role, 'bucket-region': region }
}

/** As `replace` has it, by other means. */
function elsewhere(side: DefinitionSide): DefinitionSide {
  const { accountId, region } = scene.simulator
  const text = JSON.stringify(side.definition)
    .replaceAll(accountId, ELSEWHERE.accountId)
    .replaceAll(region, ELSEWHERE.region)
  const definition = JSON.parse(text) as JsonObject
  return { ...side, region: ELSEWHERE.region, definition }
}
