import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import {
  planFinish,
  type MadePool
} from '../../../../src/create-pool/finish/plan-finish.ts'
import { MAKERS } from '../../../../src/create-pool/parts/makers.ts'
import type { PlanChoices } from '../../../../src/create-pool/plan/plan-pool.ts'
import {
  client,
  definitionWith,
  planOf
} from '../../../fixtures/create-plan.ts'

const HERE = { accountId: '111122223333', region: 'eu-west-1' }
const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:f'
const TOKENS = {
  PreTokenGeneration: ARN,
  PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: ARN }
}
const OPEN = { AllowAdminCreateUserOnly: false }
const CLOSED = { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }

interface Scene {
  /** Of the old pool. */
  userPool?: JsonObject
  sections?: JsonObject
  /** Of the new one. */
  now?: JsonObject
  nowSections?: JsonObject
  choices?: Partial<PlanChoices>
  made?: Partial<MadePool>
}

function finishOf(scene: Scene) {
  const { userPool, sections, now, nowSections, choices, made } = scene
  const plan = planOf({
    definition: definitionWith({
      ...sections,
      userPool: { ...CLOSED, ...userPool }
    }),
    ...(choices && { choices }),
    makers: MAKERS
  })
  return planFinish(plan, {
    definition: definitionWith({
      ...nowSections,
      userPool: { ...CLOSED, ...now }
    }),
    place: HERE,
    clients: new Map([['id1', 'new1']]),
    done: new Set(),
    lacksUsers: false,
    ...made
  })
}

const updates = (scene: Scene) =>
  finishOf(scene)
    .waiting.filter(({ sets }) => sets.length > 0)
    .map(({ what, update }) => [what, update])

describe('what is left to set', () => {
  test('is nothing in a pool where nothing waited', () => {
    expect(finishOf({})).toEqual({
      waiting: [],
      others: [],
      findings: [],
      remarks: ['Nothing is left to set.']
    })
  })

  test('is each trigger, and not what repeats another', () => {
    expect(
      updates({ userPool: { LambdaConfig: { PreSignUp: ARN, ...TOKENS } } })
    ).toEqual([
      [
        'triggers',
        {
          LambdaConfig: {
            PreSignUp: ARN,
            PreTokenGenerationConfig: TOKENS.PreTokenGenerationConfig
          }
        }
      ]
    ])
  })

  test.each<[string, JsonObject]>([
    ['the same', TOKENS],
    ['another', { PreTokenGeneration: `${ARN}2` }]
  ])('is no trigger of which the pool has %s by now', (_, LambdaConfig) => {
    const userPool = { LambdaConfig: TOKENS }
    expect(updates({ userPool, now: { LambdaConfig } })).toEqual([])
  })

  test('is self sign-up, if the old pool had it and the new one has not', () => {
    const userPool = { AdminCreateUserConfig: OPEN }
    expect(updates({ userPool })).toEqual([
      ['self sign-up', { AdminCreateUserConfig: OPEN }]
    ])
    const now = { AdminCreateUserConfig: OPEN }
    expect(updates({ userPool, now })).toEqual([])
    expect(updates({})).toEqual([])
  })

  test('is dynamic registration, unless the pool has some by now', () => {
    const DcrConfiguration = { OpenDcrEnabled: true }
    const userPool = { DcrConfiguration }
    expect(updates({ userPool })).toEqual([
      ['dynamic client registration', { DcrConfiguration }]
    ])
    const now = { DcrConfiguration: { OpenDcrEnabled: false } }
    expect(updates({ userPool, now })).toEqual([])
    expect(finishOf({ userPool, now }).waiting[0]).toMatchObject({
      verdict: 'changed',
      sentence: expect.stringContaining('set otherwise since')
    })
  })

  test('is a replica in another Region than the new pool', () => {
    const sections = {
      replicas: [
        { RegionName: 'eu-west-1', Role: 'PRIMARY' },
        { RegionName: 'us-west-2', Role: 'SECONDARY' }
      ]
    }
    const { waiting, remarks } = finishOf({ sections })
    expect(waiting.map(({ step }) => step)).toEqual([
      {
        part: 'replica/us-west-2',
        operation: 'CreateUserPoolReplica',
        input: { RegionName: 'us-west-2' }
      }
    ])
    expect(remarks).toEqual(['Cost: a replica is billed by users, too.'])
    const there = finishOf({ sections, nowSections: sections })
    expect(there.waiting.map(({ sets }) => sets)).toEqual([[]])
    const place = { ...HERE, region: 'us-west-2' }
    expect(finishOf({ sections, made: { place } }).waiting).toEqual([])
  })

  test('is nothing that an earlier run has set, whatever the pool has', () => {
    const scene = {
      userPool: { AdminCreateUserConfig: OPEN, LambdaConfig: TOKENS },
      made: { done: new Set(['self sign-up']) }
    }
    expect(updates(scene).map(([what]) => what)).toEqual(['triggers'])
  })

  test('is nothing that is left out', () => {
    const scene = {
      userPool: { LambdaConfig: TOKENS },
      sections: { replicas: [{ RegionName: 'us-west-2' }] },
      choices: { leaveOut: ['triggers', 'replica/us-west-2'] }
    }
    const { waiting, others, findings } = finishOf(scene)
    expect([waiting, findings]).toEqual([[], []])
    expect(others.map(({ part, became }) => [part, became])).toEqual([
      ['triggers', 'left-out'],
      ['replica/us-west-2', 'left-out']
    ])
  })
})

describe('the findings', () => {
  const userPool = { LambdaConfig: TOKENS }

  test('are those of triggers that are to be set', () => {
    const ids = (scene: Scene) => finishOf(scene).findings.map(({ id }) => id)
    expect(ids({ userPool })).toEqual(['lambda-permission/triggers'])
    expect(ids({ userPool, now: userPool })).toEqual([])
  })

  test('name scopes that an app client lacks until a person adds them', () => {
    const of = (id: string, ...scopes: string[]) => ({
      clients: [client(id, 'mobile', { AllowedOAuthScopes: scopes })]
    })
    const sections = of('id1', 'openid', 'aws.cognito/dcr/register')
    const left = finishOf({ sections, nowSections: of('new1', 'openid') })
    expect(left.findings.map(({ id }) => id)).toEqual([
      'later-scopes/client/mobile'
    ])
    expect(left.others.map(({ part }) => part)).toEqual(['client/mobile'])
    const nowSections = of('new1', 'openid', 'aws.cognito/dcr/register')
    expect(finishOf({ sections, nowSections })).toMatchObject({
      findings: [],
      others: []
    })
  })
})

test('a pool that has no users yet is warned of, if the snapshot has some', () => {
  const { remarks } = finishOf({
    userPool: { AdminCreateUserConfig: OPEN },
    made: { lacksUsers: true }
  })
  expect(remarks).toEqual([expect.stringContaining('Restore them first')])
})
