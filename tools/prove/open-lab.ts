import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  DeleteUserPoolCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { clientConfig, type AwsContext } from '../../src/aws/client-config.ts'
import { describePool } from '../../src/cognito/describe-pool.ts'
import { readMfaConfig } from '../../src/cognito/mfa-config.ts'
import { connectPool } from '../../src/cognito/calls/pool-client.ts'
import { DEFAULT_QUOTAS } from '../../src/cognito/calls/quota-categories.ts'
import { present } from '../../src/cognito/calls/answers.ts'
import { connectBucket } from '../../src/storage/bucket.ts'
import type { Clock } from '../../src/shared/world.ts'
import type { Lab, LabBucket, LabPool } from './lab.ts'
import { Made } from './made.ts'
import type { ProveOptions } from './options.ts'
import {
  creationOf,
  fits,
  wordsOf,
  type CreationRequest,
  type PoolKind
} from './pool-kinds.ts'
import { NotSettled } from './proof.ts'
import { randomName } from './people.ts'

/** Every pool that a run makes has a name that begins so. */
export const POOL_NAME = 'cognito-backup-prove-'

/**
 * Calls a second, of each quota category, as the action paces them.
 *
 * @param perSecond what a person asked for; GetProvisionedLimit has one
 */
export function paceOf(perSecond: number) {
  const quotas = Object.keys(DEFAULT_QUOTAS).map(category => [
    category,
    category === 'LimitManagement' ? Math.min(1, perSecond) : perSecond
  ])
  return {
    quotaShare: 100,
    quotas: Object.fromEntries(quotas) as Record<string, number>
  }
}

/** Connects to a pool that is there and reads what it is like. */
export async function openPool(
  context: AwsContext,
  clock: Clock,
  userPoolId: string,
  perSecond: number,
  isOwn = false
): Promise<LabPool> {
  const client = connectPool(context, userPoolId, paceOf(perSecond), clock)
  const { signal } = new AbortController()
  const description = await describePool(client)
  return {
    client,
    description,
    mfa: await readMfaConfig(client, signal),
    isOwn
  }
}

/**
 * Gets ready for the proofs. Makes no call yet.
 *
 * @param given the pools that the person named
 */
export function openLab(
  options: ProveOptions,
  given: readonly LabPool[],
  context: AwsContext,
  clock: Clock,
  signal: AbortSignal
): Lab {
  const made = new Made()
  const { retryStrategy: _, ...config } = clientConfig(context)
  const shared = new Map<string, Promise<unknown>>()
  const lab: Lab = {
    context,
    clock,
    signal,
    made,
    personal: new Set(),
    once: new CognitoIdentityProviderClient({ ...config, maxAttempts: 1 }),
    pool: async kind => {
      const found = given.find(pool => fits(kind, pool))
      if (found !== undefined) return found
      const request = options.createPools
        ? creationOf(kind, options.smsSender)
        : undefined
      if (request === undefined) throw lacking(kind, options)
      return lab.shared(`pool ${JSON.stringify(request)}`, () =>
        createPool(request)
      )
    },
    newPool: request => {
      if (!options.createPools) throw new NotSettled('needs --create-pools')
      return createPool(request)
    },
    bucket: () => bucketOf(options, context),
    importRoleArn: () => {
      if (options.importRoleArn === undefined)
        throw new NotSettled('needs --import-role-arn')
      return options.importRoleArn
    },
    shared: <Result>(name: string, make: () => Promise<Result>) => {
      const known = shared.get(name) ?? make()
      shared.set(name, known)
      return known as Promise<Result>
    }
  }

  async function createPool(request: CreationRequest): Promise<LabPool> {
    const name = `${POOL_NAME}${randomName(context.randomBytes)}`
    // Any pool will do to be called about one that isn't there yet.
    const { client } = present(given[0], 'a pool')
    const { UserPool: pool } = await client.call('CreateUserPool', cognito =>
      cognito.send(
        new CreateUserPoolCommand({
          ...request,
          PoolName: name,
          UserPoolTags: { 'cognito-backup': 'prove' }
        })
      )
    )
    const id = present(pool?.Id, 'Id')
    made.add({
      what: `user pool ${name}`,
      remove: async () => {
        await client.call('DeleteUserPool', cognito =>
          cognito.send(new DeleteUserPoolCommand({ UserPoolId: id }))
        )
      }
    })
    return openPool(context, clock, id, options.callsPerSecond, true)
  }
  return lab
}

function lacking(kind: PoolKind, options: ProveOptions): NotSettled {
  const isOfMfa = kind === 'mfa-optional' || kind === 'mfa-required'
  const flags = isOfMfa
    ? '--create-pools with --sms-role-arn and --sms-external-id'
    : '--create-pools'
  const another = `another --user-pool-id of ${wordsOf(kind)}`
  return new NotSettled(
    isOfMfa || !options.createPools
      ? `needs ${kind === 'own' ? flags : `${flags}, or ${another}`}`
      : `needs ${another}`
  )
}

function bucketOf(options: ProveOptions, context: AwsContext): LabBucket {
  const { bucket: name, kmsKeyId, prefix, runId } = options
  if (name === undefined || kmsKeyId === undefined)
    throw new NotSettled('needs --bucket and --kms-key-id')
  return {
    name,
    bucket: connectBucket(context, name),
    encryption: { algorithm: 'aws:kms', keyId: kmsKeyId },
    folder: `${prefix}/prove-${runId}/`
  }
}
