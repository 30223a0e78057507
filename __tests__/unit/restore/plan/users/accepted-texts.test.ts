import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkInput } from '../../../../../simulator/service-model/check.ts'
import { modelOf } from '../../../../../simulator/service-model/model.ts'
import {
  isAcceptedCustomName,
  isAcceptedGroup,
  isAcceptedName,
  isAcceptedValue
} from '../../../../../src/restore/plan/users/accepted-texts.ts'
import {
  aboutLimits,
  hostileGroup
} from '../../../../fixtures/hostile-records.ts'

const UserPoolId = 'eu-west-1_Ab12Cd34E'

/** Whether Cognito's own model lets a request through. */
function passes(operation: string, input: object): boolean {
  const whole = { UserPoolId, ...input }
  return checkInput(modelOf('cognito-idp'), operation, whole).length === 0
}

describe('what is accepted is what the service model lets through', () => {
  test('for names of users', () => {
    fc.assert(
      fc.property(aboutLimits(128), Username => {
        expect(isAcceptedName(Username)).toBe(
          passes('AdminCreateUser', { Username })
        )
      })
    )
  })

  test('for values of attributes', () => {
    fc.assert(
      fc.property(aboutLimits(2048), Value => {
        const UserAttributes = [{ Name: 'name', Value }]
        expect(isAcceptedValue(Value)).toBe(
          passes('AdminCreateUser', { Username: 'ada', UserAttributes })
        )
      })
    )
  })

  test('for names of custom attributes', () => {
    fc.assert(
      fc.property(aboutLimits(20), Name => {
        // Otherwise the prefix is its own.
        fc.pre(!/^(dev|custom):/.test(Name))
        expect(isAcceptedCustomName(`custom:${Name}`)).toBe(
          passes('AddCustomAttributes', { CustomAttributes: [{ Name }] })
        )
      })
    )
  })

  test('for groups', () => {
    fc.assert(
      fc.property(hostileGroup, group => {
        expect(isAcceptedGroup(group)).toBe(
          passes('CreateGroup', {
            GroupName: group.name,
            Description: group.description,
            Precedence: group.precedence,
            RoleArn: group.roleArn
          })
        )
      })
    )
  })
})
