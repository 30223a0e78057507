import { randomUUID } from 'node:crypto'
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  test
} from '@jest/globals'
import type { Clock } from '../../../src/shared/world.ts'
import type { Lab } from '../../../tools/prove/lab.ts'
import { proofs } from '../../../tools/prove/proofs/all.ts'
import type { Proof } from '../../../tools/prove/proof.ts'
import { startSimulator, type Simulator } from '../../../simulator/simulator.ts'
import {
  accepted,
  both,
  changed,
  edited,
  headless,
  refused,
  renamed,
  withAttribute,
  type Twist
} from '../../fixtures/otherwise.ts'
import { hurriedClock, proveLab, tryProof } from '../../fixtures/prove-lab.ts'

const user = (change: (answer: Record<string, unknown>) => object) =>
  edited('AdminGetUser', answer => ({ ...answer, ...change(answer) }))
const attribute = (name: string, value: (old: string) => string | undefined) =>
  edited('AdminGetUser', answer =>
    withAttribute(answer, 'UserAttributes', name, value)
  )
const status = (UserStatus: string) => user(() => ({ UserStatus }))
const job = (change: (job: Record<string, unknown>) => object) =>
  edited('DescribeUserImportJob', ({ UserImportJob }) => {
    const described = UserImportJob as Record<string, unknown>
    return { UserImportJob: { ...described, ...change(described) } }
  })
const created = (change: (user: Record<string, unknown>) => object) =>
  edited('AdminCreateUser', ({ User }) => {
    const described = User as Record<string, unknown>
    return { User: { ...described, ...change(described) } }
  })
const pool = (change: (pool: Record<string, unknown>) => object) =>
  edited('DescribeUserPool', ({ UserPool }) => {
    const described = UserPool as Record<string, unknown>
    return { UserPool: { ...described, ...change(described) } }
  })
const preview = (change: (recovery: Record<string, unknown>) => object) =>
  edited('DescribePointInTimeRecovery', ({ Restoration }) => {
    const described = Restoration as Record<string, unknown>
    return { Restoration: { ...described, ...change(described) } }
  })
const noSub = (old: string) => `x${old.slice(1)}`

/** How AWS would have to be for each proof to say that it is otherwise. */
const twists: Record<string, Twist> = {
  'provisioned-limit': refused(
    'GetProvisionedLimit',
    'InvalidParameterException'
  ),
  'unknown-limit': renamed('GetProvisionedLimit', 'ResourceNotFoundException'),
  'nothing-configured': refused(
    'GetLogDeliveryConfiguration',
    'InvalidParameterException'
  ),
  'domain-of-nobody': refused(
    'DescribeUserPoolDomain',
    'ResourceNotFoundException'
  ),
  'not-replicated': edited('ListUserPoolReplicas', () => ({
    UserPoolReplicas: [{ RegionName: 'us-east-1', Role: 'PRIMARY' }]
  })),
  'listing-within-seconds': edited('ListUsers', () => ({ Users: [] })),
  'sub-filter': edited('ListUsers', (answer, { Filter }) =>
    Filter === undefined ? answer : { Users: [] }
  ),
  'sub-digit': both(
    created(described => withAttribute(described, 'Attributes', 'sub', noSub)),
    edited('ListUsers', answer => ({
      ...answer,
      Users: (answer['Users'] as Record<string, unknown>[]).map(listed =>
        withAttribute(listed, 'Attributes', 'sub', noSub)
      )
    }))
  ),
  'sub-order': edited('ListUsers', (answer, { Filter }) =>
    Filter === undefined
      ? answer
      : { ...answer, Users: (answer['Users'] as object[]).toReversed() }
  ),
  'estimate-above-zero': pool(() => ({ EstimatedNumberOfUsers: 0 })),
  'members-within-seconds': edited('ListUsersInGroup', () => ({ Users: [] })),
  'search-whole': edited('ListUsers', (answer, { Filter }) =>
    String(Filter).startsWith('preferred_username') ? { Users: [] } : answer
  ),
  'client-secret-hidden': edited('ListUserPoolClientSecrets', () => ({
    ClientSecrets: []
  })),
  'client-after-scope': accepted('CreateUserPoolClient'),
  'part-twice': accepted('CreateResourceServer'),
  'two-verification-mails': refused(
    'CreateUserPool',
    'InvalidEmailRoleAccessPolicyException'
  ),
  'new-pool-listed': edited('ListUserPools', () => ({ UserPools: [] })),
  'pool-clocks': pool(({ CreationDate }) => ({
    CreationDate: Number(CreationDate) - 120
  })),
  'pool-name-kept': () => {
    let times = 0
    return pool(({ Name }) => ({ Name: times++ === 0 ? Name : 'another' }))()
  },
  'developer-attribute': pool(({ SchemaAttributes }) => ({
    SchemaAttributes: (SchemaAttributes as { Name: string }[]).map(one => ({
      ...one,
      Name: one.Name.replace('dev:', 'custom:')
    }))
  })),
  'recovery-refuses': renamed('AdminCreateUser', 'UsernameExistsException'),
  'recovery-counts': preview(described => ({
    RestorePreview: (described['RestorePreview'] as object[]).slice(1)
  })),
  'recovery-trigger': edited('InitiatePointInTimeRecovery', answer => ({
    Restoration: {
      ...(answer['Restoration'] as object),
      TriggerTimestamp: undefined
    }
  })),
  'recovery-cancelled': refused(
    'AdminCreateUser',
    'OperationNotEnabledException'
  ),
  'temporary-password': status('CONFIRMED'),
  'permanent-password': refused(
    'AdminSetUserPassword',
    'InvalidParameterException'
  ),
  'password-of-disabled': refused(
    'AdminSetUserPassword',
    'InvalidParameterException'
  ),
  'blank-takes-away': refused(
    'AdminUpdateUserAttributes',
    'InvalidParameterException'
  ),
  'blank-at-creation': attribute('nickname', () => ''),
  'username-taken': renamed('AdminCreateUser', 'AliasExistsException'),
  'sub-as-username': refused('AdminGetUser', 'UserNotFoundException'),
  'username-kept': created(({ Username }) => ({
    Username: String(Username).toLowerCase()
  })),
  'email-username-is-sub': created(() => ({ Username: 'somebody' })),
  'group-at-once': refused('AdminAddUserToGroup', 'ResourceNotFoundException'),
  'member-twice': refused(
    'AdminAddUserToGroup',
    'InvalidParameterException',
    2
  ),
  'attribute-at-once': refused('AdminCreateUser', 'InvalidParameterException'),
  'mutable-by-default': pool(({ SchemaAttributes }) => ({
    SchemaAttributes: (SchemaAttributes as object[]).map(one => ({
      ...one,
      Mutable: true
    }))
  })),
  'alias-taken': renamed('AdminCreateUser', 'AliasExistsException'),
  'alias-taken-away': refused(
    'AdminUpdateUserAttributes',
    'AliasExistsException'
  ),
  'preferred-username-later': refused(
    'AdminUpdateUserAttributes',
    'InvalidParameterException'
  ),
  'mfa-before-password': refused(
    'AdminSetUserMFAPreference',
    'UserNotConfirmedException'
  ),
  'mfa-needs-address': refused(
    'AdminSetUserMFAPreference',
    'InvalidParameterException'
  ),
  'mfa-required-preference': refused(
    'AdminSetUserMFAPreference',
    'InvalidParameterException'
  ),
  'link-shows-user-id': attribute('identities', () => undefined),
  'link-again': renamed('AdminLinkProviderForUser', 'AliasExistsException'),
  'link-taken': accepted('AdminLinkProviderForUser'),
  'link-sixth': accepted('AdminLinkProviderForUser'),
  'link-to-nobody': renamed(
    'AdminLinkProviderForUser',
    'InvalidParameterException'
  ),
  'link-no-provider': renamed(
    'AdminLinkProviderForUser',
    'InvalidParameterException'
  ),
  'link-squatted': accepted('AdminLinkProviderForUser'),
  'immutable-not-linked': accepted('AdminLinkProviderForUser'),
  'put-answer': headless('PutObject', 'x-amz-server-side-encryption'),
  'put-answer-dsse': headless('PutObject', 'x-amz-server-side-encryption'),
  'if-none-match': accepted('PutObject'),
  'head-sha256': headless('HeadObject', 'x-amz-checksum'),
  'versions-at-once': changed('ListObjectVersions', ({ body }) => ({
    body: body.toString().replaceAll(/<Version>.*?<\/Version>/gs, '')
  })),
  'foreign-version': changed('GetObject', ({ body }) => ({
    body: body.toString().replace('NoSuchVersion', 'NoSuchUpload')
  })),
  'other-owner-refused': changed('GetObject', () => ({ status: 404 })),
  'owner-condition-lifted': changed('HeadObject', () => ({
    status: 200,
    headers: { 'content-length': '3' },
    body: ''
  })),
  'clocks-agree': user(({ UserCreateDate }) => ({
    UserCreateDate: Number(UserCreateDate) - 60
  })),
  'hash-confirms': status('RESET_REQUIRED'),
  'no-hash-no-column': status('RESET_REQUIRED'),
  'no-hash-reset-required': status('CONFIRMED'),
  'csv-comma': attribute('name', old => old.replace(',', '\\,')),
  'csv-birthdate': attribute('birthdate', () => '12/31/1970'),
  'csv-mfa-false': refused('AdminGetUser', 'UserNotFoundException'),
  'import-row-alone': refused('AdminGetUser', 'UserNotFoundException'),
  'import-skips': job(() => ({ SkippedUsers: 0 })),
  'import-counts': job(() => ({ ImportedUsers: 9 })),
  'import-failing-ends': () => {
    let first: unknown
    return job(described => {
      first ??= described['JobId']
      return described['JobId'] === first ? {} : { Status: 'InProgress' }
    })()
  },
  'import-after-creation': job(({ CreationDate }) => ({
    CreationDate: Number(CreationDate) + 3600
  })),
  'import-one-at-a-time': renamed(
    'StartUserImportJob',
    'LimitExceededException'
  ),
  'reset-required-changes': refused(
    'AdminDisableUser',
    'InvalidParameterException'
  ),
  'quota-window': refused('GetCSVHeader', 'TooManyRequestsException', 3),
  'unlisted-quota': refused(
    'GetLogDeliveryConfiguration',
    'TooManyRequestsException',
    3
  ),
  'throttle-name': refused('GetProvisionedLimit', 'ThrottlingException', 2)
}

/** The first job asks for hashes, the others don't. */
const noHashes: Twist = () => {
  const refusal = refused('CreateUserImportJob', 'InvalidParameterException')()
  return (call, reply) =>
    JSON.stringify(call.input).includes('BCRYPT') ? refusal(call, reply) : reply
}

/** What only comes out where the simulator is set so. */
const settings: Record<string, Twist> = {
  'throttle-name': refused(
    'GetProvisionedLimit',
    'TooManyRequestsException',
    2
  ),
  'no-hash-no-column': noHashes
}

let simulator: Simulator
let clock: Clock
let lab: Lab
let twist: ReturnType<Twist> | undefined
let subs = 0
/** Of users one after the other no two begin alike, until there are seventeen. */
const rotatingSub = () => (subs++ % 16).toString(16) + randomUUID().slice(1)
beforeAll(async () => {
  simulator = await startSimulator({
    importTransitionMs: 20_000, // of a clock that goes on when a proof waits
    recovery: {},
    newSub: rotatingSub,
    // An order shows within a page.
    shortPageShare: 0,
    emptyPageShare: 0,
    rewrite: (call, reply) => twist?.(call, reply)
  })
  clock = hurriedClock(simulator)
})
afterAll(() => simulator.close())
afterEach(async () => {
  twist = undefined
  const left = await lab.made.removeAll(String)
  expect(left).toEqual([])
})

const verdictOf = async (proof: Proof, otherwise: Twist | undefined) => {
  lab = await proveLab(simulator, clock)
  twist = otherwise?.()
  return tryProof(proof, lab)
}

describe('on the simulator', () => {
  test.each(proofs)('$id is as assumed', async proof => {
    expect(await verdictOf(proof, settings[proof.id])).toMatchObject({
      outcome: 'as-assumed'
    })
  })
})

describe('on a service that is otherwise', () => {
  test.each(proofs)('$id says so', async proof => {
    const otherwise = twists[proof.id]
    expect(otherwise).toBeDefined()
    expect(await verdictOf(proof, otherwise)).toMatchObject({
      outcome: 'otherwise'
    })
  })
})

describe('where a call may not be made', () => {
  test.each(proofs.filter(({ needs }) => needs.pool !== undefined))(
    '$id settles nothing',
    async proof => {
      lab = await proveLab(simulator, clock)
      twist = denied
      expect(await tryProof(proof, lab)).toMatchObject({
        outcome: 'not-settled'
      })
    }
  )
})

/** A role that may only read what the pool is, and clean up. */
const denied: ReturnType<Twist> = (call, reply) =>
  call.service !== 'cognito-idp' ||
  /^(DescribeUserPool$|GetUserPoolMfaConfig|Delete|AdminDelete)/.test(
    call.operation
  )
    ? reply
    : refused(call.operation, 'AccessDeniedException')()(call, reply)
