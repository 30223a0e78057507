import { characters, seededRandom } from './random.ts'
import type { Clock } from './clock.ts'

/** The one AWS account, in one region, that the simulator stands in for. */
export interface Account {
  region: string
  accountId: string
  /** Who every signed request is taken to be, as IAM writes it in a refusal. */
  principalArn: string
  bucket: string
  kmsKeyArn: string
  kmsKeyAlias: string
  clock: Clock
  /** A new, unused pool id of the right shape; the same ones for one seed. */
  nextPoolId(): string
}

const alphanumeric =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export function createAccount(seed: number, clock: Clock): Account {
  const random = seededRandom(seed)
  const region = 'us-east-1'
  const accountId = '123456789012'
  const keyId = [8, 4, 4, 4, 12]
    .map(length => characters(random, length, '0123456789abcdef'))
    .join('-')
  return {
    region,
    accountId,
    principalArn: `arn:aws:sts::${accountId}:assumed-role/cognito-backup/GitHubActions`,
    bucket: `cognito-backup-${accountId}-${region}`,
    kmsKeyArn: `arn:aws:kms:${region}:${accountId}:key/${keyId}`,
    kmsKeyAlias: 'alias/cognito-backup',
    clock,
    nextPoolId: () => `${region}_${characters(random, 9, alphanumeric)}`
  }
}
