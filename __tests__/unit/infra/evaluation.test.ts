import { describe, expect, test } from '@jest/globals'
import { makeStack } from '../../fixtures/cloudformation.ts'
import {
  decide,
  tidy,
  type AccessRequest,
  type Statement
} from '../../fixtures/iam-policies.ts'

/** What the tests of infra/ judge by has to be right itself. */

const request: AccessRequest = {
  principalArn: 'arn:aws:iam::111122223333:role/somebody',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::bucket/a/b',
  context: { 's3:prefix': 'a/b' }
}
const allow: Statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' }
const judge = (statement: Partial<Statement>, ...more: Statement[]) =>
  decide([{ ...allow, ...statement }, ...more], request)

describe('a decision', () => {
  test('is no unless something allows it, and nothing denies it', () => {
    expect(decide([], request)).toBe('not allowed')
    expect(judge({})).toBe('allowed')
    expect(judge({}, { ...allow, Effect: 'Deny' })).toBe('denied')
    expect(judge({ Effect: 'Deny' })).toBe('denied')
  })

  test('is about that action and that resource', () => {
    expect(judge({ Action: ['s3:GetObject', 'S3:putobject'] })).toBe('allowed')
    expect(judge({ Action: 's3:PutObjectAcl' })).toBe('not allowed')
    expect(judge({ Resource: 'arn:aws:s3:::bucket/*' })).toBe('allowed')
    expect(judge({ Resource: 'arn:aws:s3:::bucket/?/b' })).toBe('allowed')
    expect(judge({ Resource: 'arn:aws:s3:::bucket' })).toBe('not allowed')
    expect(judge({ Resource: 'arn:aws:s3:::bucket/a' })).toBe('not allowed')
  })

  test('is about that principal, for whom the root of the account stands', () => {
    const account = (id: string) => ({ AWS: `arn:aws:iam::${id}:root` })
    expect(judge({ Principal: '*' })).toBe('allowed')
    expect(judge({ Principal: account('111122223333') })).toBe('allowed')
    expect(judge({ Principal: account('444455556666') })).toBe('not allowed')
    expect(judge({ Principal: { AWS: request.principalArn } })).toBe('allowed')
  })

  test.each([
    ['StringEquals', 's3:prefix', ['x', 'a/b'], true],
    ['StringEquals', 's3:prefix', 'a/*', false],
    ['StringEquals', 'not:there', 'a/b', false],
    ['StringNotEquals', 's3:prefix', ['x', 'a/b'], false],
    ['StringNotEquals', 'not:there', 'a/b', true],
    ['StringLike', 's3:prefix', 'a/*', true],
    ['StringLike', 's3:prefix', 'b/*', false],
    ['StringLike', 'not:there', '*', false],
    ['Null', 's3:prefix', 'true', false],
    ['Null', 's3:prefix', 'false', true],
    ['Null', 'not:there', 'true', true],
    ['Bool', 'not:there', 'false', false],
    [
      'ArnEquals',
      'aws:PrincipalArn',
      'arn:aws:iam::111122223333:role/s*',
      true
    ],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/somebody', true],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:*:role/somebody', false],
    ['ArnNotEquals', 'aws:PrincipalArn', request.principalArn, false],
    ['ArnNotEquals', 'not:there', request.principalArn, true]
  ])('by %s of %s and %j is %s', (operator, key, value, expected) => {
    const Condition = { [operator]: { [key]: value } }
    expect(judge({ Condition })).toBe(expected ? 'allowed' : 'not allowed')
  })

  test('needs all conditions', () => {
    const StringEquals = { 's3:prefix': 'a/b', 'not:there': 'x' }
    expect(judge({ Condition: { StringEquals } })).toBe('not allowed')
  })

  test('is none by an operator that is not known', () => {
    const Condition = { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01' } }
    expect(() => judge({ Condition })).toThrow('DateGreaterThan')
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
