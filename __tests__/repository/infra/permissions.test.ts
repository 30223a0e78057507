import { describe, expect, test } from '@jest/globals'
import {
  decide,
  list,
  type AccessRequest
} from '../../fixtures/iam-policies.ts'
import {
  deployRole,
  deployStore,
  ONE_ACCOUNT,
  MODES,
  PARAMETER_FILES,
  parametersOf,
  type Mode,
  type Parameters
} from '../../fixtures/infra-stacks.ts'
import {
  NEEDS_OF_BUCKET,
  NEEDS_OF_POOLS,
  NEEDS_TO_COMPARE,
  NEEDS_WITHOUT_JOURNAL,
  NEVER_NEEDED,
  type Needs,
  type Place
} from '../../fixtures/needed-permissions.ts'

/*
 * What the roles of each file of parameters may do, all of it: every action that a
 * role of ours has, and others that none may have, is tried on everything there is.
 */

interface Account {
  id: string
  /** What each role needs, of those that the file makes. */
  needs: Readonly<Partial<Record<Mode, readonly Needs[]>>>
  /** Further parameters of the store. */
  store?: Parameters
}

const OF_BACKUPS: readonly Mode[] = ['export', 'restore', 'verify']
const roleNamed = (name: string) =>
  `arn:aws:iam::111122223333:role/cognito-backup-${name}`

const ACCOUNTS: Readonly<Record<string, Account>> = {
  'one-account': {
    id: '111122223333',
    needs: needsOf(OF_BACKUPS, mode => [
      NEEDS_OF_POOLS[mode],
      NEEDS_OF_BUCKET[mode]
    ])
  },
  'pool-account': {
    id: '111122223333',
    needs: needsOf(OF_BACKUPS, mode => [NEEDS_OF_POOLS[mode]])
  },
  'backup-account': {
    id: '444455556666',
    needs: needsOf(OF_BACKUPS, mode => [NEEDS_OF_BUCKET[mode]])
  },
  drill: {
    id: '111122223333',
    needs: { restore: [NEEDS_WITHOUT_JOURNAL] },
    store: {
      RolePrefix: 'cognito-backup',
      FurtherRestoreRoles: roleNamed('drill-restore')
    }
  },
  recover: {
    id: '111122223333',
    needs: needsOf(['recover-preview', 'recover-apply'], mode => [
      NEEDS_OF_POOLS[mode],
      NEEDS_OF_BUCKET[mode]
    ]),
    store: { FurtherRestoreRoles: roleNamed('recover-apply') }
  },
  'create-pool': {
    id: '111122223333',
    needs: needsOf(['create-pool'], mode => [
      NEEDS_OF_POOLS[mode],
      NEEDS_OF_BUCKET[mode]
    ])
  },
  seed: {
    id: '444455556666',
    needs: {
      restore: [onNewPools(NEEDS_OF_POOLS.restore)],
      'create-pool': [NEEDS_OF_POOLS['create-pool']]
    }
  }
}

/** What may be done to pools of this action, and to no others. */
function onNewPools({
  'pool to restore into': actions = [],
  ...others
}: Needs): Needs {
  return { ...others, 'new pool': actions }
}

function needsOf(
  modes: readonly Mode[],
  of: (mode: Mode) => readonly Needs[]
): Account['needs'] {
  return Object.fromEntries(modes.map(mode => [mode, of(mode)]))
}

test('every file of parameters is tried', () => {
  expect([...PARAMETER_FILES].sort()).toEqual(Object.keys(ACCOUNTS).sort())
})

const poolIn = (id: string, pool: string) =>
  `arn:aws:cognito-idp:eu-west-1:${id}:userpool/eu-west-1_${pool}`
const SNAPSHOT =
  'cognito-backup/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/'
const JOURNAL_OF_POOLS =
  'cognito-backup/eu-west-1_Ab12Cd34E/created-pools/111122223333/eu-west-1/0123abcd/'
const JOURNAL =
  'cognito-backup/eu-west-1_Zy98Xw76V/restores/20261123T020000Z-ABCDEFGHIJKLMNOP/'

/** Everything there is, by the words that the needs are given in. */
const placesIn = (id: string): Readonly<Record<Place, string>> => ({
  anything: '*',
  'backed-up pool': poolIn(id, 'Ab12Cd34E'),
  'pool to restore into': poolIn(id, 'Zy98Xw76V'),
  'another pool': poolIn(id, 'Other0000'),
  'new pool': poolIn(id, 'New123456'),
  bucket: 'arn:aws:s3:::my-backups',
  snapshot: `arn:aws:s3:::my-backups/${SNAPSHOT}manifest.json`,
  journal: `arn:aws:s3:::my-backups/${JOURNAL}started-1.json`,
  'journal of pools': `arn:aws:s3:::my-backups/${JOURNAL_OF_POOLS}started.json`,
  'another prefix': `arn:aws:s3:::my-backups/cognito-backup-b/${SNAPSHOT}x`,
  'another bucket': `arn:aws:s3:::other-backups/${SNAPSHOT}manifest.json`,
  'key of a snapshot': keyIn(id),
  'key of a journal': keyIn(id),
  'key of a journal of pools': keyIn(id),
  'key elsewhere': keyIn(id),
  'another key': keyIn(id).replace('1234abcd', '9876fedc'),
  'role of import logs': `arn:aws:iam::${id}:role/cognito-backup-import-logs`,
  'role for SMS': `arn:aws:iam::${id}:role/cognito-sms`,
  'role for SES': `arn:aws:iam::${id}:role/aws-service-role/email.cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdpEmailService`,
  'another role': `arn:aws:iam::${id}:role/admin`
})

const keyIn = (id: string) =>
  `arn:aws:kms:eu-west-1:${id}:key/1234abcd-12ab-34cd-56ef-1234567890ab`

/** What goes with a request when the action makes it. */
function contextOf(
  action: string,
  place: Place,
  id: string
): NonNullable<AccessRequest['context']> {
  const [service] = action.split(':')
  const places = placesIn(id)
  if (service === 's3') {
    return {
      'aws:SecureTransport': 'true',
      ...(action.startsWith('s3:ListBucket') && { 's3:prefix': SNAPSHOT }),
      ...(action === 's3:PutObject' && {
        's3:if-none-match': '*',
        's3:x-amz-server-side-encryption': 'aws:kms',
        's3:x-amz-server-side-encryption-aws-kms-key-id': keyIn(id)
      })
    }
  }
  if (/^kms:(Decrypt|Encrypt|Generate|ReEncrypt)/.test(action)) {
    const objects: Partial<Record<Place, Place>> = {
      'key of a journal': 'journal',
      'key of a journal of pools': 'journal of pools',
      'key elsewhere': 'another prefix'
    }
    return {
      'kms:ViaService': 's3.eu-west-1.amazonaws.com',
      'kms:EncryptionContext:aws:s3:arn': places[objects[place] ?? 'snapshot']
    }
  }
  const nonce = '0123456789abcdef0123456789abcdef'
  if (
    action === 'cognito-idp:CreateUserPool' ||
    action.endsWith('TagResource')
  ) {
    return { 'aws:RequestTag/cognito-backup:nonce': nonce }
  }
  if (place === 'new pool') {
    return { 'aws:ResourceTag/cognito-backup:nonce': nonce }
  }
  if (action === 'iam:CreateServiceLinkedRole') {
    return { 'iam:AWSServiceName': 'email.cognito-idp.amazonaws.com' }
  }
  return action === 'iam:PassRole'
    ? { 'iam:PassedToService': 'cognito-idp.amazonaws.com' }
    : {}
}

/** The kinds of things that an action is about. */
function placesOf(action: string): readonly Place[] {
  if (
    /:(GetProvisionedLimit|DescribeUserPoolDomain|CreateUserPool|ListUserPools)$/.test(
      action
    )
  ) {
    return ['anything']
  }
  if (action.startsWith('cognito-idp:')) {
    return [
      'backed-up pool',
      'pool to restore into',
      'another pool',
      'new pool'
    ]
  }
  if (/^s3:(ListBucket|PutBucket|PutLifecycle|PutReplication)/.test(action)) {
    return ['bucket']
  }
  if (action.startsWith('s3:')) {
    return [
      'snapshot',
      'journal',
      'journal of pools',
      'another prefix',
      'another bucket'
    ]
  }
  if (action.startsWith('kms:')) {
    return [
      'key of a snapshot',
      'key of a journal',
      'key of a journal of pools',
      'key elsewhere',
      'another key'
    ]
  }
  return ['role of import logs', 'role for SMS', 'role for SES', 'another role']
}

/** All that a role of ours may do somewhere, and what none may. */
const ACTIONS = new Set([
  ...MODES.flatMap(mode =>
    deployRole(mode, ONE_ACCOUNT).policy.Statement.flatMap(({ Action }) =>
      list(Action)
    )
  ),
  ...NEVER_NEEDED
])

const texts = (needs: readonly Needs[]) =>
  needs.flatMap(one =>
    Object.entries(one).flatMap(([place, actions]) =>
      actions.map(action => `${action}: ${place}`)
    )
  )

/** All that a role may do with the store of its account. */
async function allowedTo(
  mode: Mode,
  parameters: Parameters,
  { id, store: further }: Pick<Account, 'id' | 'store'>
): Promise<string[]> {
  const surroundings = {
    region: 'eu-west-1',
    accountId: id,
    attributes: { 'Key.Arn': keyIn(id) }
  }
  const ofStore = { ...ONE_ACCOUNT, ...parameters, ...further }
  const store = deployStore(ofStore, surroundings)
  const role = deployRole(mode, parameters, surroundings)
  const own = role.policy.Statement
  const places = placesIn(id)
  const allowed: string[] = []
  for (const action of ACTIONS) {
    const [service = ''] = action.split(':')
    const resource = { s3: store.bucketPolicy, kms: store.keyPolicy }[service]
    const policies = resource === undefined ? { own } : { own, resource }
    for (const place of placesOf(action)) {
      const decision = await decide(policies, {
        principalArn: `arn:aws:iam::${id}:role/${role.name}`,
        action,
        resource: places[place],
        context: contextOf(action, place, id)
      })
      if (decision === 'Allowed') allowed.push(`${action}: ${place}`)
    }
  }
  return allowed.sort()
}

describe.each(Object.entries(ACCOUNTS))('with %s.json', (file, account) => {
  test.each(Object.entries(account.needs))(
    'the role of each %s may do what that needs, and nothing else',
    async (mode, needs) => {
      expect(
        await allowedTo(mode as Mode, parametersOf(file), account)
      ).toEqual(texts(needs).sort())
    }
  )
})

test.each([
  ['one-account', '111122223333', [NEEDS_TO_COMPARE, NEEDS_OF_BUCKET.verify]],
  ['pool-account', '111122223333', [NEEDS_TO_COMPARE]],
  ['backup-account', '444455556666', [NEEDS_OF_BUCKET.verify]]
])(
  'with %s.json, a verification that may compare reads all but the MFA of users',
  async (file, id, needs) => {
    const parameters = { ...parametersOf(file), VerifyMayCompare: 'true' }
    expect(await allowedTo('verify', parameters, { id })).toEqual(
      texts(needs).sort()
    )
  }
)

test('a restore may be limited to the pool of one nonce', async () => {
  const nonce = '0123456789abcdef0123456789abcdef'
  const parameters = { ...parametersOf('seed'), NewPoolNonces: nonce }
  const own = deployRole('restore', parameters).policy.Statement
  const ask = (tags: Record<string, string>) =>
    decide(
      { own },
      {
        principalArn: roleNamed('restore'),
        action: 'cognito-idp:AdminCreateUser',
        resource: poolIn('111122223333', 'New123456'),
        context: tags
      }
    )
  const tag = 'aws:ResourceTag/cognito-backup:nonce'
  expect(await ask({ [tag]: nonce })).toBe('Allowed')
  expect(await ask({ [tag]: 'f'.repeat(32) })).toBe('ImplicitlyDenied')
  expect(await ask({})).toBe('ImplicitlyDenied')
})

test('no pool is made, and none is tagged, without the tag of this action', async () => {
  const own = deployRole('create-pool', ONE_ACCOUNT).policy.Statement
  const places = placesIn('111122223333')
  for (const action of [
    'cognito-idp:CreateUserPool',
    'cognito-idp:TagResource'
  ]) {
    const ask = (context: Record<string, string>) =>
      decide(
        { own },
        {
          principalArn: roleNamed('create-pool'),
          action,
          resource: action.endsWith('Pool') ? '*' : places['another pool'],
          context
        }
      )
    expect(await ask({})).toBe('ImplicitlyDenied')
    expect(await ask({ 'aws:RequestTag/team': 'a' })).toBe('ImplicitlyDenied')
  }
})
