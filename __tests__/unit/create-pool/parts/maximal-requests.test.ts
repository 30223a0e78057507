import { expect, test } from '@jest/globals'
import { checkInput } from '../../../../simulator/service-model/check.ts'
import { modelOf } from '../../../../simulator/service-model/model.ts'
import { maximalRequests } from '../../../fixtures/maximal-requests.ts'

const model = modelOf('cognito-idp')
const requests = maximalRequests()

test('A maximal definition becomes requests of each kind', () => {
  expect([...new Set(requests.map(one => one.operation))].sort()).toEqual([
    'AddCustomAttributes',
    'CreateCIMDPolicy',
    'CreateIdentityProvider',
    'CreateManagedLoginBranding',
    'CreateResourceServer',
    'CreateTerms',
    'CreateUserPool',
    'CreateUserPoolClient',
    'CreateUserPoolDomain',
    'SetLogDeliveryConfiguration',
    'SetRiskConfiguration',
    'SetUICustomization',
    'SetUserPoolClientSessionConfiguration',
    'SetUserPoolMfaConfig',
    'SetUserPoolSessionConfiguration',
    'UpdateManagedLoginBranding',
    'UpdateUserPool'
  ])
})

test('They break no rule of the service model', () => {
  const breaches = requests
    .filter(({ operation }) => operation in model.operations)
    .flatMap(({ operation, input }) => checkInput(model, operation, input))

  expect(breaches).toEqual([])
})
