import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect } from '@jest/globals'
import {
  AddCustomAttributesCommand,
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput
} from '@aws-sdk/client-cognito-identity-provider'
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  S3Client
} from '@aws-sdk/client-s3'
import { refusedOfNoted } from './botocore.ts'
import { startRecorder, type Recorder } from './recorder.ts'

export const REGION = 'eu-west-1'

/** Without an emulator the tests count as skipped. */
export const describeEmulated =
  process.env['EMULATOR_ENDPOINT'] === undefined ? describe.skip : describe

const emulator = process.env['EMULATOR_ENDPOINT'] ?? 'http://127.0.0.1:9'

/** A relay to the emulator, which holds what the bundle sends against AWS's models. */
export let endpoint = emulator
let relay: Recorder
beforeAll(async () => {
  relay = await startRecorder(emulator)
  endpoint = relay.endpoint
})
afterAll(async () => {
  await relay.close()
  expect(refusedOfNoted()).toEqual([])
})

/** Of a client of the emulator's own account. */
export const clientOptions = {
  endpoint: emulator,
  region: REGION,
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  // An operation that is missing looks like a fault that passes.
  maxAttempts: 1
}

export const cognito = new CognitoIdentityProviderClient(clientOptions)
export const s3 = new S3Client(clientOptions)

/** The custom attribute of every pool here. */
export const CUSTOM = 'custom:loyalty_tier'

export interface Person {
  username: string
  attributes?: Record<string, string>
  groups?: string[]
  isDisabled?: boolean
  /** Left in FORCE_CHANGE_PASSWORD. */
  isUnconfirmed?: boolean
}

export interface Group {
  name: string
  description?: string
  precedence?: number
  roleArn?: string
}

/**
 * A pool with a custom attribute. It is added afterwards, because a pool that
 * moto creates with a Schema lacks the standard attributes. It is mutable, because
 * ministack's default is that it isn't.
 *
 * @param client of the account that the pool is to be in
 * @param custom the names of its custom attributes
 */
export async function createPool(
  settings: Partial<CreateUserPoolCommandInput> = {},
  client = cognito,
  custom = [CUSTOM]
): Promise<string> {
  const { UserPool: pool } = await client.send(
    new CreateUserPoolCommand({ PoolName: 'people', ...settings })
  )
  const id = pool?.Id ?? ''
  if (custom.length === 0) return id
  await client.send(
    new AddCustomAttributesCommand({
      UserPoolId: id,
      CustomAttributes: custom.map(name => ({
        Name: name.slice('custom:'.length),
        AttributeDataType: 'String',
        Mutable: true
      }))
    })
  )
  return id
}

export async function addGroups(
  pool: string,
  groups: readonly Group[]
): Promise<void> {
  for (const { name, description, precedence, roleArn } of groups) {
    await cognito.send(
      new CreateGroupCommand({
        UserPoolId: pool,
        GroupName: name,
        Description: description,
        Precedence: precedence,
        RoleArn: roleArn
      })
    )
  }
}

/**
 * Adds people as an administrator does, with the password that all share. One
 * by one, because moto looks through a pool's users while another call adds one.
 */
export async function addPeople(
  pool: string,
  people: readonly Person[]
): Promise<void> {
  for (const person of people) await addPerson(pool, person)
}

async function addPerson(pool: string, person: Person): Promise<void> {
  const { User: created } = await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: pool,
      Username: person.username,
      MessageAction: 'SUPPRESS',
      UserAttributes: Object.entries(person.attributes ?? {}).map(
        ([Name, Value]) => ({ Name, Value })
      )
    })
  )
  const user = { UserPoolId: pool, Username: created?.Username }
  if (!person.isUnconfirmed) {
    const Password = 'Correct-horse-7-battery'
    await cognito.send(
      new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true })
    )
  }
  if (person.isDisabled) await cognito.send(new AdminDisableUserCommand(user))
  for (const GroupName of person.groups ?? []) {
    await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName }))
  }
}

/** Whose bucket it is, and where. */
export interface BucketPlace {
  client?: S3Client
  region?: 'eu-west-1' | 'eu-central-1'
}

/** A bucket of its own for a test, with versions unless they are not wanted. */
export async function createBucket(
  isVersioned = true,
  { client = s3, region = REGION }: BucketPlace = {}
): Promise<string> {
  const Bucket = `backups-${randomBytes(8).toString('hex')}`
  await client.send(
    new CreateBucketCommand({
      Bucket,
      CreateBucketConfiguration: { LocationConstraint: region }
    })
  )
  if (!isVersioned) return Bucket
  await client.send(
    new PutBucketVersioningCommand({
      Bucket,
      VersioningConfiguration: { Status: 'Enabled' }
    })
  )
  return Bucket
}

/** A key of the emulator's KMS. Its client would be a dependency for this one call. */
export async function createKey(): Promise<string> {
  const answer = await callEmulator('kms', 'TrentService.CreateKey', {})
  const { KeyMetadata: key } = (await answer.json()) as {
    KeyMetadata: { Arn: string }
  }
  return key.Arn
}

/** Calls the emulator without the SDK. */
export function callEmulator(
  service: string,
  target: string,
  input: Record<string, unknown>
): Promise<Response> {
  return fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': target,
      // The region is that of the scope, and no signature is checked.
      authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=00`
    },
    body: JSON.stringify(input)
  })
}
