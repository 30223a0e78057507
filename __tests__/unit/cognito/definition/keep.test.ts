import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { keepKnown } from '../../../../src/cognito/definition/keep.ts'
import { STRUCTURES } from '../../../../src/cognito/definition/structures.ts'

/** What the rule makes of a value, and the paths that it tells. */
function keep(kind: string, value: unknown) {
  const seen = new Set<string>()
  const leftOut = new Set<string>()
  const kept = keepKnown(kind, value, 'part', {
    seen: path => seen.add(path),
    leftOut: path => leftOut.add(path)
  })
  return { kept, seen: [...seen], leftOut: [...leftOut] }
}

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab'

describe('a member that the model knows', () => {
  test('is kept word for word, dates as ISO 8601', () => {
    const client = {
      ClientId: 'web',
      ClientName: 'The shop, its €-side',
      CreationDate: 1767323045.678,
      AccessTokenValidity: 0,
      EnableTokenRevocation: false,
      CallbackURLs: ['https://shop.example.com/?a=b'],
      TokenValidityUnits: { AccessToken: 'minutes' },
      ClientType: 'SOMETHING_NEW'
    }
    expect(keep('UserPoolClientType', client)).toEqual({
      kept: { ...client, CreationDate: '2026-01-02T03:04:05.678Z' },
      seen: [],
      leftOut: []
    })
  })

  test('is kept with the keys of maps and the JSON of documents as they are', () => {
    const tags = { 'Überblick ::': 'já', secret: 'a tag' }
    expect(keep('UserPoolType', { UserPoolTags: tags }).kept).toEqual({
      UserPoolTags: tags
    })
    const Settings = { 'any key': [{ deep: 'any text' }, null] }
    expect(keep('ManagedLoginBrandingType', { Settings }).kept).toEqual({
      Settings
    })
  })

  test('is left out where it is marked as sensitive, with nothing told', () => {
    expect(
      keep('UserPoolClientType', { ClientId: 'web', ClientSecret: 'PLANTED' })
    ).toEqual({ kept: { ClientId: 'web' }, seen: [], leftOut: [] })
    expect(
      keep('[]ClientSecretDescriptorType', [
        { ClientSecretId: 'web--1', ClientSecretValue: 'PLANTED' }
      ])
    ).toMatchObject({ kept: [{ ClientSecretId: 'web--1' }], leftOut: [] })
  })

  test('is left out where it is null, which says as much as nothing', () => {
    expect(
      keep('UserPoolType', { Name: null, Policies: { PasswordPolicy: null } })
    ).toEqual({ kept: { Policies: {} }, seen: [], leftOut: [] })
  })

  test('is taken for an unknown one where it is not what the model says', () => {
    const odd = {
      Name: { Inner: 'planted' },
      MfaConfiguration: 7,
      Policies: 'planted',
      SchemaAttributes: 'planted',
      CreationDate: 1e300,
      EstimatedNumberOfUsers: 'planted'
    }
    expect(keep('UserPoolType', odd)).toEqual({
      kept: { MfaConfiguration: 7, CreationDate: 1e300 },
      seen: [],
      leftOut: [
        'part.Name.Inner',
        'part.Policies',
        'part.SchemaAttributes',
        'part.EstimatedNumberOfUsers'
      ]
    })
  })

  test('is ProviderDetails: only keys that are known to be harmless are kept', () => {
    const ProviderDetails = {
      client_secret: 'planted',
      client_id: 'id',
      oidc_issuer: { Inner: 'planted' },
      token_url: 'https://planted:planted@idp.example.com'
    }
    expect(keep('IdentityProviderType', { ProviderDetails }).kept).toEqual({
      ProviderDetails: { client_id: 'id' },
      removedProviderDetails: ['client_secret', 'oidc_issuer', 'token_url']
    })
  })
})

describe('of a member that the model does not know', () => {
  const withNew = (BrandNew: unknown) =>
    keep('UserPoolType', { Id: 'x', BrandNew })

  test.each([
    true,
    false,
    0,
    -1.5,
    'ENABLED',
    'V2_0',
    '42',
    ARN,
    'arn:aws:s3:::my-bucket',
    [],
    {},
    ['ON', 1, true],
    { Mode: 'ON', Inner: { Limits: [1, 2], KeyArn: ARN } }
  ])('%j is kept, and the member is told', BrandNew => {
    const { kept, seen, leftOut } = withNew(BrandNew)
    expect(kept).toEqual({ Id: 'x', BrandNew })
    expect(seen).toContain('part.BrandNew')
    expect(leftOut).toEqual([])
  })

  test.each([
    '',
    'planted',
    'Planted',
    'PLANTED secret',
    'PLANTED-1',
    'ÜBER',
    'ON\n',
    'https://example.com',
    'arn:aws:kms:planted secret',
    'arn:aws:secretsmanager:eu-west-1:1:secret:a b'
  ])('text such as %j is left out, and its path is listed', BrandNew => {
    expect(withNew(BrandNew)).toEqual({
      kept: { Id: 'x' },
      seen: ['part.BrandNew'],
      leftOut: ['part.BrandNew']
    })
  })

  test('what is next to text is kept, and each path is listed once', () => {
    const BrandNew = {
      Mode: 'ON',
      Rules: [
        { Name: 'planted', Limit: 1 },
        { Name: 'planted', Limit: 2 }
      ],
      Words: ['planted', 'ON']
    }
    expect(withNew(BrandNew)).toEqual({
      kept: {
        Id: 'x',
        BrandNew: {
          Mode: 'ON',
          Rules: [{ Limit: 1 }, { Limit: 2 }],
          Words: ['ON']
        }
      },
      seen: ['part.BrandNew'],
      leftOut: ['part.BrandNew.Rules.Name', 'part.BrandNew.Words']
    })
  })

  test('what held nothing but text is gone, and does not look empty', () => {
    expect(withNew({ A: { B: 'planted' }, C: ['planted'] })).toMatchObject({
      kept: { Id: 'x' },
      leftOut: ['part.BrandNew.A.B', 'part.BrandNew.C']
    })
  })

  test.each(['planted', 'planted_key', '__proto__', 'A-B', 'A'.repeat(65), ''])(
    'the key %j may be a text itself: it is left out under the path above',
    key => {
      const BrandNew = JSON.parse(
        `{${JSON.stringify(key)}:true,"Mode":"ON"}`
      ) as object
      expect(withNew(BrandNew)).toMatchObject({
        kept: { Id: 'x', BrandNew: { Mode: 'ON' } },
        leftOut: ['part.BrandNew']
      })
    }
  )

  test('what is nested deeper than any answer is left out', () => {
    let deep: unknown = 'PLANTED'
    for (let level = 0; level < 10_000; level += 1) deep = [deep]
    expect(withNew(deep)).toMatchObject({
      kept: { Id: 'x' },
      leftOut: ['part.BrandNew']
    })
  })
})

/** Texts that no rule keeps, by what marks them. */
const planted = fc.string().map(text => `planted ${text}`)

/** Any JSON with planted texts, in keys too. */
const { anything } = fc.letrec<{ anything: unknown }>(tie => ({
  anything: fc.oneof(
    { depthSize: 'small' },
    planted,
    fc.constantFrom(true, 1, 'WORD', ARN, null),
    fc.array(tie('anything'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(planted, fc.constant('BrandNew')), tie('anything'), {
      maxKeys: 3
    })
  )
}))

/** A structure of the model, with unknown members at every level. */
function structureWith(name: string, depth = 3): fc.Arbitrary<object> {
  const members = [...(STRUCTURES.get(name) ?? [])]
  const known = Object.fromEntries(
    members.flatMap(([member, kind]) => {
      const inner = kind.replace(/^(\[\]|\{\})/, '')
      if (kind === 'secret') return [[member, planted]]
      if (!STRUCTURES.has(inner) || depth === 0) return []
      const value = structureWith(inner, depth - 1)
      if (kind.startsWith('[]')) return [[member, fc.array(value)]]
      return [[member, kind.startsWith('{}') ? anything : value]]
    })
  )
  return fc.record({ ...known, BrandNew: anything, plantedKey: anything })
}

test.each([...STRUCTURES.keys()])(
  'no planted text is in what is kept of a %s',
  name => {
    fc.assert(
      fc.property(structureWith(name, 2), value => {
        const { kept, seen, leftOut } = keep(name, value)
        expect(JSON.stringify([kept, seen, leftOut])).not.toContain('planted')
      }),
      { numRuns: 10, seed: 20_261_129 }
    )
  }
)
