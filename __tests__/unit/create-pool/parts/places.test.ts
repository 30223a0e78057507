import { describe, expect, test } from '@jest/globals'
import { compareDefinitions } from '../../../../src/compare/definition/compare-definitions.ts'
import { smsInOwnRegion } from '../../../../src/create-pool/parts/places.ts'
import { OTHER_REGION } from './making.ts'

const { source, target } = OTHER_REGION
const sideOf = (region: string, SnsRegion: string) => ({
  userPoolId: `${region}_Ab12Cd34E`,
  region,
  definition: {
    userPool: { SmsConfiguration: { SnsCallerArn: 'role/sms', SnsRegion } }
  },
  lacksClients: false
})

describe('the Region that a pool sends text messages from', () => {
  const inNewPool = (before: string, after: string) => {
    const { definition, ...side } = sideOf(target.region, before)
    const planned = { ...side, definition: smsInOwnRegion(definition, source) }
    const { changes } = compareDefinitions(
      planned,
      sideOf(target.region, after)
    )
    return changes.map(({ setting }) => setting)
  }

  test.each([
    ['was its own', source.region],
    ['is replaced by the new one', target.region]
  ])('is the same in a new pool that has its own, if it %s', (_, before) => {
    expect(inNewPool(before, target.region)).toEqual([])
  })

  test('differs where it was a third one', () => {
    expect(inNewPool('ap-south-1', 'ap-south-1')).toEqual([])
    expect(inNewPool('ap-south-1', target.region)).toEqual([
      'SmsConfiguration.SnsRegion'
    ])
  })
})
