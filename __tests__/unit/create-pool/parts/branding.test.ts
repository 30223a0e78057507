import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import { madeBranding } from '../../../../src/create-pool/parts/branding.ts'
import { madeManagedLogin } from '../../../../src/create-pool/parts/managed-login.ts'
import { HERE, idsOf } from './making.ts'
import { namedPart } from './named-part.ts'

const WITH_DOMAIN = { ...HERE, domain: 'keep' } as const
const LOOK = {
  UserPoolId: 'eu-west-1_Ab12Cd34E',
  CSS: '.label-customizable {}',
  CSSVersion: '20261101',
  ImageUrl: 'https://d111111abcdef8.cloudfront.net/logo.png',
  logo: 'AAAA'
}

const ofPool = (settings: JsonObject) => namedPart('branding', '', settings)
const ofClient = (settings: JsonObject) =>
  namedPart('branding', 'mobile', { ClientId: 'old0mobile', ...settings })

describe('the look of the classic hosted UI', () => {
  test('of the pool is the look of all clients', () => {
    const made = madeBranding(ofPool(LOOK), WITH_DOMAIN)

    expect(made.verdict).toBe('same')
    expect(made.steps).toEqual([
      {
        part: 'branding',
        operation: 'SetUICustomization',
        input: {
          ClientId: 'ALL',
          CSS: '.label-customizable {}',
          ImageFile: 'AAAA'
        }
      }
    ])
  })

  test('of a client is its own', () => {
    const { CSS } = LOOK
    const made = madeBranding(ofClient({ CSS }), WITH_DOMAIN)

    expect(made.steps.map(({ input }) => input)).toEqual([
      { ClientId: 'old0mobile', CSS }
    ])
  })

  test('lacks a logo that the snapshot lacks', () => {
    const { logo: _, ...look } = LOOK
    const made = madeBranding(ofPool(look), WITH_DOMAIN)

    expect(made.steps[0]?.input).not.toHaveProperty('ImageFile')
    expect(idsOf(made)).toEqual(['logo/branding'])
    expect(made.announced).toEqual([{ part: 'branding', setting: 'logo' }])
  })

  test('that was nothing but such a logo is not set', () => {
    const { ImageUrl } = LOOK
    const made = madeBranding(ofClient({ ImageUrl }), WITH_DOMAIN)

    expect(made.steps).toEqual([])
    expect(idsOf(made)).toEqual(['logo/branding/mobile'])
    expect(made.announced).toEqual([{ part: 'branding/mobile', setting: '' }])
  })

  test.each([
    ['no domain is wanted', HERE],
    ['there is no domain', { ...WITH_DOMAIN, lacks: () => true }]
  ])('is not set where %s', (_, making) => {
    expect(madeBranding(ofPool(LOOK), making)).toMatchObject({
      verdict: 'changed',
      steps: [],
      announced: [{ part: 'branding', setting: '' }]
    })
  })

  test('of a pool without one needs nothing', () => {
    expect(madeBranding(ofPool({}), HERE)).toMatchObject({
      verdict: 'same',
      steps: [],
      announced: []
    })
  })
})

describe('a style of managed login', () => {
  const style = (settings: JsonObject) =>
    madeManagedLogin(
      namedPart('managed-login', 'mobile', {
        ClientId: 'old0mobile',
        ManagedLoginBrandingId: '12345678-1234-4234-9234-123456789012',
        ...settings
      }),
      HERE
    )

  test('of Cognito is asked for as such', () => {
    expect(style({ UseCognitoProvidedValues: true }).steps).toEqual([
      {
        part: 'managed-login/mobile',
        operation: 'CreateManagedLoginBranding',
        input: { ClientId: 'old0mobile', UseCognitoProvidedValues: true }
      }
    ])
  })

  test('comes with as many images as a request takes', () => {
    const Settings = { components: { form: { borderRadius: 8, logo: {} } } }
    const asset = (Category: string, bytes: number) => ({
      Category,
      ColorMode: 'LIGHT',
      Extension: 'PNG',
      Bytes: Buffer.alloc(bytes).toString('base64')
    })
    const assets = [
      asset('FORM_LOGO', 1_000_000),
      asset('PAGE_BACKGROUND', 1_000_000),
      asset('FAVICON_ICO', 10),
      asset('PAGE_HEADER_LOGO', 700_000)
    ]
    const { steps } = style({ Settings, Assets: assets })

    expect(steps.map(({ operation }) => operation)).toEqual([
      'CreateManagedLoginBranding',
      'UpdateManagedLoginBranding',
      'UpdateManagedLoginBranding'
    ])
    expect(steps.map(({ input }) => Object.keys(input))).toEqual([
      ['ClientId', 'Settings', 'Assets'],
      ['ClientId', 'Assets'],
      ['ClientId', 'Assets']
    ])
    expect(steps[0]?.input['Settings']).toEqual(Settings)
    expect(steps.flatMap(({ input }) => input['Assets'])).toEqual(assets)
    for (const { input } of steps) {
      expect(JSON.stringify(input).length).toBeLessThan(1_999_000)
    }
  })
})
