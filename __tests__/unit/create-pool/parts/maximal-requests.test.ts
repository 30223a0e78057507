import { expect, test } from '@jest/globals'
import { checkInput } from '../../../../simulator/service-model/check.ts'
import { modelOf } from '../../../../simulator/service-model/model.ts'
import { DEFINITION_WRITES } from '../../../../tools/definition-model/table.ts'
import { maximalRequests } from '../../../fixtures/maximal-requests.ts'

const model = modelOf('cognito-idp')
const requests = maximalRequests()

test('A maximal definition becomes requests of each kind', () => {
  expect([...new Set(requests.map(one => one.operation))].sort()).toEqual(
    // A style that one request can't take is completed by the last.
    [...DEFINITION_WRITES, 'UpdateManagedLoginBranding'].sort()
  )
})

test('They break no rule of the service model', () => {
  const breaches = requests
    .filter(({ operation }) => operation in model.operations)
    .flatMap(({ operation, input }) => checkInput(model, operation, input))

  expect(breaches).toEqual([])
})
