import { describe, expect, test } from '@jest/globals'
import { checkInput } from '../../../../simulator/service-model/check.ts'
import { modelOf } from '../../../../simulator/service-model/model.ts'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import type { Step } from '../../../../src/create-pool/parts/made-part.ts'
import { MAKE_POOL_PART } from '../../../../src/create-pool/parts/single-parts.ts'
import { newTags } from '../../../../src/create-pool/parts/tags.ts'
import { HERE, idsOf, OTHER_ACCOUNT, OTHER_REGION, partOf } from './making.ts'

type PoolKind = keyof typeof MAKE_POOL_PART

const madeOf = (
  kind: PoolKind,
  settings: JsonObject,
  making = HERE,
  name?: string
) => MAKE_POOL_PART[kind](partOf(kind, settings, name), making)

const breachesOf = ([step]: readonly Step[]) =>
  checkInput(modelOf('cognito-idp'), step?.operation ?? '', {
    UserPoolId: 'eu-west-1_Ab12Cd34E',
    ...step?.input
  })

test.each<PoolKind>(['triggers', 'mfa', 'sessions', 'log-delivery', 'risk'])(
  '%s of which nothing is set needs no call and is the same',
  kind => {
    expect(madeOf(kind, {})).toMatchObject({
      verdict: 'same',
      steps: [],
      findings: [],
      announced: []
    })
  }
)

describe('triggers', () => {
  const settings = {
    PreSignUp: 'arn:aws:lambda:eu-west-1:111122223333:function:a'
  }

  test('they wait, and the new pool has to be allowed to invoke them', () => {
    const made = madeOf('triggers', settings)
    expect(made).toMatchObject({
      steps: [],
      announced: [{ part: 'triggers', setting: '' }]
    })
    expect(idsOf(made)).toEqual(['lambda-permission/triggers'])
  })

  test('functions of the old account are named before they are set', () => {
    expect(idsOf(madeOf('triggers', settings, OTHER_ACCOUNT))).toContain(
      'other-account/triggers'
    )
  })
})

describe('tags', () => {
  const many = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`tag${at}`, ''])
    )

  test('the pool gets those that only AWS sets not, and a nonce of its own', () => {
    const tags = {
      team: 'a',
      empty: '',
      'aws:cloudformation:stack-name': 'b',
      'cognito-backup:nonce': 'c'
    }
    expect(newTags(tags)).toEqual({ team: 'a', empty: '' })
    const made = madeOf('tags', tags)
    expect(made.verdict).toBe('changed')
    expect(made.announced.map(({ setting }) => setting)).toEqual([
      'cognito-backup:nonce',
      'aws:cloudformation:stack-name'
    ])
  })

  test('of 50 tags one gives way to the nonce, if a person accepts that', () => {
    expect(Object.keys(newTags(many(50)))).toHaveLength(49)
    expect(idsOf(madeOf('tags', many(50)))).toEqual(['too-many-tags/tags'])
    expect(idsOf(madeOf('tags', many(49)))).toEqual([])
  })
})

describe('sessions', () => {
  test('what was never set is not sent', () => {
    const settings = {
      UserPoolId: 'eu-west-1_Ab12Cd34E',
      UserSessionTracking: 'DISABLED',
      TokenSession: { MaxPerUser: 20 }
    }
    expect(madeOf('sessions', settings).steps).toEqual([])
  })

  test('both members are sent, because the request needs both', () => {
    const { steps } = madeOf('sessions', { TokenSession: { MaxPerUser: 5 } })
    expect(steps[0]?.input).toEqual({
      UserSessionTracking: 'DISABLED',
      TokenSession: { MaxPerUser: 5 }
    })
    expect(breachesOf(steps)).toEqual([])
  })
})

describe('log delivery', () => {
  const settings = (...LogConfigurations: JsonObject[]) => ({
    UserPoolId: 'eu-west-1_Ab12Cd34E',
    LogConfigurations
  })
  const toGroup = (LogGroupArn: string) => ({
    LogLevel: 'ERROR',
    EventSource: 'userNotification',
    CloudWatchLogsConfiguration: { LogGroupArn }
  })
  const old = toGroup('arn:aws:logs:eu-west-1:111122223333:log-group:a')

  test('logs go where they went', () => {
    const made = madeOf('log-delivery', settings(old))
    expect(made).toMatchObject({ verdict: 'same', findings: [] })
    expect(made.steps[0]?.input).toEqual({ LogConfigurations: [old] })
    expect(breachesOf(made.steps)).toEqual([])
  })

  test('elsewhere their destination needs a person, unless it is there', () => {
    expect(idsOf(madeOf('log-delivery', settings(old), OTHER_REGION))).toEqual([
      'log-destination/log-delivery',
      'other-region/log-delivery'
    ])
    const there = toGroup('arn:aws:logs:us-east-1:111122223333:log-group:a')
    expect(
      idsOf(madeOf('log-delivery', settings(there), OTHER_REGION))
    ).toEqual([])
  })

  test('a bucket names neither account nor Region, so a person looks at it', () => {
    const bucket = {
      LogLevel: 'INFO',
      EventSource: 'userAuthEvents',
      S3Configuration: { BucketArn: 'arn:aws:s3:::logs' }
    }
    expect(
      idsOf(madeOf('log-delivery', settings(bucket), OTHER_ACCOUNT))
    ).toEqual(['log-destination/log-delivery'])
  })
})

describe('risk', () => {
  const actions = { LowAction: { Notify: false, EventAction: 'BLOCK' } }
  const identity = 'arn:aws:ses:eu-west-1:111122223333:identity/a@example.com'

  test('it is set as it was, of a client by its old id', () => {
    const settings = {
      UserPoolId: 'eu-west-1_Ab12Cd34E',
      ClientId: '1old',
      LastModifiedDate: '2026-11-01T00:00:00.000Z',
      RiskExceptionConfiguration: {
        BlockedIPRangeList: ['192.0.2.0/24'],
        SkippedIPRangeList: []
      },
      AccountTakeoverRiskConfiguration: {
        Actions: actions,
        NotifyConfiguration: { SourceArn: identity }
      }
    }
    const made = madeOf('risk', settings, HERE, 'risk/mobile')
    expect(made).toMatchObject({ part: 'risk/mobile', verdict: 'same' })
    expect(made.steps[0]?.input).toEqual({
      ClientId: '1old',
      RiskExceptionConfiguration: { BlockedIPRangeList: ['192.0.2.0/24'] },
      AccountTakeoverRiskConfiguration:
        settings.AccountTakeoverRiskConfiguration
    })
    expect(breachesOf(made.steps)).toEqual([])
  })

  test('mails need an identity where the new pool is', () => {
    const settings = {
      AccountTakeoverRiskConfiguration: {
        Actions: actions,
        NotifyConfiguration: { SourceArn: identity }
      }
    }
    const made = madeOf('risk', settings, OTHER_ACCOUNT)
    expect(idsOf(made)).toEqual(['email-identity/risk', 'other-account/risk'])
    expect(made.findings[0]?.canAccept).toBe(false)
  })

  test('mails without an identity are not sent, and announced', () => {
    const made = madeOf('risk', {
      AccountTakeoverRiskConfiguration: {
        Actions: actions,
        NotifyConfiguration: { From: 'a@example.com' }
      }
    })
    expect(made.steps[0]?.input).toEqual({
      AccountTakeoverRiskConfiguration: { Actions: actions }
    })
    expect(made.announced).toEqual([
      {
        part: 'risk',
        setting: 'AccountTakeoverRiskConfiguration.NotifyConfiguration'
      }
    ])
  })

  test('what to do against takeovers is not sent without actions', () => {
    const made = madeOf('risk', {
      AccountTakeoverRiskConfiguration: {
        NotifyConfiguration: { SourceArn: identity }
      }
    })
    expect(made.steps).toEqual([])
    expect(made.announced).toEqual([
      { part: 'risk', setting: 'AccountTakeoverRiskConfiguration' }
    ])
  })
})

test('a replica waits, and so does the entry of the own Region', () => {
  const replica = madeOf(
    'replica',
    { RegionName: 'us-west-2', Role: 'SECONDARY' },
    OTHER_REGION,
    'replica/us-west-2'
  )
  expect(replica).toMatchObject({
    verdict: 'changed',
    steps: [],
    announced: [{ part: 'replica/us-west-2', setting: '' }]
  })
  const own = madeOf(
    'replica',
    { RegionName: 'eu-west-1', Role: 'PRIMARY' },
    OTHER_REGION,
    'replica/eu-west-1'
  )
  expect(own.announced.map(({ part }) => part)).toEqual([
    'replica/eu-west-1',
    'replica/us-east-1'
  ])
})

test.each<[PoolKind, JsonObject]>([
  ['triggers', { BrandNew: 'arn:1' }],
  ['sessions', { BrandNew: true }],
  ['log-delivery', { BrandNew: true }],
  ['risk', { BrandNew: true }]
])('of %s a setting that no request takes needs a person', (kind, settings) => {
  expect(idsOf(madeOf(kind, settings))).toContain(`unknown-setting/${kind}`)
})
