import {
  AdminCreateUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  ListGroupsCommand,
  ListUserPoolsCommand,
  ListUsersCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import {
  AssumeRoleWithWebIdentityCommand,
  STSClient
} from '@aws-sdk/client-sts'
import { beforeAll, expect, test } from '@jest/globals'
import {
  addGroups,
  addPeople,
  clientOptions,
  cognito,
  createBucket,
  createKey,
  createPool,
  describeEmulated,
  s3
} from './emulator.ts'
import { readPool } from './pool-state.ts'
import { clientsOf, OTHER_ACCOUNT, roleIn } from './roles.ts'
import { sha256 } from './stored-snapshot.ts'

// What the action relies on, as AWS documents it. An emulator's exceptions say what
// tests of the simulator alone can show.

describeEmulated('Cognito', () => {
  let pool: string
  beforeAll(async () => {
    pool = await createPool()
    await addPeople(pool, [{ username: 'ann' }])
  })

  test('gives a pool with a Schema the standard attributes too', async () => {
    const { UserPool: created } = await cognito.send(
      new CreateUserPoolCommand({
        PoolName: 'people',
        Schema: [{ Name: 'tier', AttributeDataType: 'String' }]
      })
    )
    const { UserPool: described } = await cognito.send(
      new DescribeUserPoolCommand({ UserPoolId: created?.Id })
    )
    const names = described?.SchemaAttributes?.map(({ Name }) => Name)
    expect(names).toEqual(expect.arrayContaining(['email', 'custom:tier']))
  })

  test('leaves out what a group lacks', async () => {
    await addGroups(pool, [{ name: 'bare' }])
    const { Groups: groups = [] } = await cognito.send(
      new ListGroupsCommand({ UserPoolId: pool })
    )
    expect(groups).toHaveLength(1)
    for (const name of ['RoleArn', 'Description', 'Precedence']) {
      expect(groups[0]).not.toHaveProperty(name)
    }
  })

  test.each([
    ['a page of more than 60', { Limit: 61 }],
    ['a page token that it never gave', { PaginationToken: 'bad' }]
  ])('refuses %s', async (_, asked) => {
    await expect(
      cognito.send(new ListUsersCommand({ UserPoolId: pool, ...asked }))
    ).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  test.each([
    ['an attribute that the pool lacks', 'one', { 'custom:unknown': '1' }],
    ['identities', 'two', { identities: '[]' }],
    ['a verified flag without its value', 'three', { email_verified: 'true' }],
    ['a line break in the username', 'line\nbreak', {}]
  ])('refuses a user with %s', async (_, username, attributes) => {
    await expect(
      addPeople(pool, [{ username, attributes }])
    ).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  test('refuses two names that differ by case where case is ignored', async () => {
    const insensitive = await createPool({
      UsernameConfiguration: { CaseSensitive: false }
    })
    await addPeople(insensitive, [{ username: 'Ann' }])
    await expect(
      addPeople(insensitive, [{ username: 'ann' }])
    ).rejects.toMatchObject({ name: 'UsernameExistsException' })
  })

  test('refuses an alias that another user has', async () => {
    const aliases = await createPool({ AliasAttributes: ['email'] })
    const attributes = { email: 'ann@people.example', email_verified: 'true' }
    await addPeople(aliases, [{ username: 'one', attributes }])
    await expect(
      addPeople(aliases, [{ username: 'two', attributes }])
    ).rejects.toMatchObject({ name: 'AliasExistsException' })
  })

  test('refuses preferred_username of a user who is not confirmed', async () => {
    const aliases = await createPool({
      AliasAttributes: ['preferred_username']
    })
    await expect(
      cognito.send(
        new AdminCreateUserCommand({
          UserPoolId: aliases,
          Username: 'ann',
          MessageAction: 'SUPPRESS',
          UserAttributes: [{ Name: 'preferred_username', Value: 'nick' }]
        })
      )
    ).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  test('deletes an attribute that is set to a blank value', async () => {
    const Username = 'blank'
    await addPeople(pool, [
      { username: Username, attributes: { nickname: 'short' } }
    ])
    await cognito.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: pool,
        Username,
        UserAttributes: [{ Name: 'nickname', Value: '' }]
      })
    )
    const { users } = await readPool(pool)
    expect(
      users.find(({ username }) => username === Username)?.attributes
    ).toEqual({})
  })
})

describeEmulated('S3', () => {
  const SHA256_OF_X = Buffer.from(sha256('x'), 'hex').toString('base64')
  let object: { Bucket: string; Key: string; Body: string }
  beforeAll(async () => {
    object = { Bucket: await createBucket(), Key: 'object', Body: 'x' }
  })
  const put = (more: Partial<PutObjectCommand['input']>) =>
    s3.send(new PutObjectCommand({ ...object, ...more }))

  test('confirms a SHA-256', async () => {
    const { ChecksumSHA256 } = await put({ ChecksumSHA256: SHA256_OF_X })
    expect(ChecksumSHA256).toBe(SHA256_OF_X)
  })

  test('refuses bytes under a SHA-256 that is not theirs', async () => {
    await expect(
      put({ ChecksumSHA256: `A${SHA256_OF_X.slice(1)}` })
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } })
  })

  test('refuses a key that is not there', async () => {
    await expect(
      put({
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId:
          'arn:aws:kms:eu-west-1:123456789012:key/there-is-no-such-key'
      })
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } })
  })

  test('names the key of two layers of encryption', async () => {
    const SSEKMSKeyId = await createKey()
    const answer = await put({
      ServerSideEncryption: 'aws:kms:dsse',
      SSEKMSKeyId
    })
    expect(answer).toMatchObject({
      ServerSideEncryption: 'aws:kms:dsse',
      SSEKMSKeyId
    })
  })

  test("refuses another account's bucket as one's own", async () => {
    await expect(
      put({ ExpectedBucketOwner: '999999999999' })
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } })
  })

  test('leads to the region of a bucket', async () => {
    const { s3: there } = await clientsOf(OTHER_ACCOUNT, 'eu-central-1')
    const { s3: here } = await clientsOf(OTHER_ACCOUNT, 'eu-west-1')
    const place = { client: there, region: 'eu-central-1' } as const
    const Bucket = await createBucket(false, place)
    await expect(
      here.send(new PutObjectCommand({ ...object, Bucket }))
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 301 } })
  })
})

describeEmulated('STS', () => {
  test('refuses a token that is none', async () => {
    await expect(
      new STSClient(clientOptions).send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: roleIn('999900001111'),
          RoleSessionName: 'anybody',
          WebIdentityToken: 'not a token at all'
        })
      )
    ).rejects.toMatchObject({ name: 'InvalidIdentityTokenException' })
  })

  test('refuses keys that nobody has', async () => {
    const nobody = new CognitoIdentityProviderClient({
      ...clientOptions,
      credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'wrong' }
    })
    await expect(
      nobody.send(new ListUserPoolsCommand({ MaxResults: 1 }))
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } })
  })
})
