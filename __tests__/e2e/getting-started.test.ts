import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startNewcomer, type Newcomer } from '../fixtures/newcomer.ts'
import {
  blocksOf,
  GETTING_STARTED,
  sectionOf
} from '../fixtures/quick-start.ts'

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/made-just-now'

/** The stacks of the roles that every backup has. */
const ROLES = ['export-role', 'restore-role', 'verify-role']

let newcomer: Newcomer

beforeAll(() => {
  newcomer = startNewcomer({
    region: 'eu-central-1',
    accountId: '111122223333',
    kmsKeyArn: KEY,
    ownerId: '1234',
    repositoryId: '5678'
  })
  newcomer.run(
    'git clone https://github.com/your-org/cognito-backup ../cognito-backup && ln -s ../cognito-backup/infra infra'
  )
})
afterAll(() => newcomer.leave())

/** Writes into a file of parameters, as the page says. */
function fillIn(file: string, values: Record<string, string>): void {
  const { Parameters } = JSON.parse(newcomer.read(file)) as {
    Parameters: Record<string, string>
  }
  newcomer.write(
    file,
    JSON.stringify({ Parameters: { ...Parameters, ...values } })
  )
}

const blocksIn = (heading: string) =>
  blocksOf(sectionOf(GETTING_STARTED, heading), 'sh')

/** The stacks that were made since the last look. */
const seen = new Set<string>()
function newStacks(): string[] {
  const all = Object.keys(newcomer.stacks()).map(name =>
    name.replace('cognito-backup-', '')
  )
  const fresh = all.filter(name => !seen.has(name))
  for (const name of fresh) seen.add(name)
  return fresh.sort()
}

describe('who follows docs/getting-started.md word by word', () => {
  test('deploys everything in one account', () => {
    const [copy = '', store = '', roles = '', ...others] =
      blocksIn('In one account')
    expect(others).toEqual([])
    expect(newcomer.run(copy)).toBe('1234\n5678\n')
    expect(newcomer.run(store)).toContain(KEY)
    expect(newStacks()).toEqual(['oidc-provider', 'store'])
    fillIn('one-account.json', { KmsKeyArn: KEY })
    newcomer.run(roles)
    expect(newStacks()).toEqual(ROLES)
  })

  test('makes a copy in a second Region, and deploys again what knows it', () => {
    const [copy = ''] = blocksIn('A copy in a second Region')
    fillIn('one-account.json', {
      ReplicaBucketName: 'my-backups-copy',
      BucketRegion: 'eu-central-1'
    })
    newcomer.run(copy)
    expect(newStacks()).toEqual(['replica'])
    const { outputs } = newcomer.stacks()['cognito-backup-replica'] ?? {}
    expect(Object.keys(outputs ?? {})).toEqual([
      'ReplicaBucketArn',
      'ReplicaKeyArn'
    ])
    fillIn('one-account.json', {
      ReplicaBucketArn: 'arn:aws:s3:::my-backups-copy',
      ReplicaKeyArn: KEY
    })
    newcomer.run('deploy store one-account.json')
  })

  test('deploys half of the roles in each of two accounts', () => {
    const [ofPools = '', store = '', roles = ''] = blocksIn('In two accounts')
    newcomer.run('cp infra/parameters/{pool,backup}-account.json .')
    newcomer.run(ofPools)
    const inPools = roleStatements()
    newcomer.run(store)
    fillIn('backup-account.json', { KmsKeyArn: KEY })
    newcomer.run(roles)
    const inBackup = roleStatements()
    for (const role of ROLES) {
      expect(inPools[role]).toMatch(/^(?!.*"s3:).*"cognito-idp:/)
      expect(inBackup[role]).toMatch(/^(?!.*"cognito-idp:).*"s3:/)
    }
  })
})

/** All that the newest stack of each role permits, as JSON. */
function roleStatements(): Record<string, string> {
  const stacks = newcomer.stacks()
  return Object.fromEntries(
    ROLES.map(role => {
      const { resources = {} } = stacks[`cognito-backup-${role}`] ?? {}
      const policies = Object.values(resources).map(({ Policies }) => Policies)
      return [role, JSON.stringify(policies)]
    })
  )
}
