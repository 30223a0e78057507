import { expect, test } from '@jest/globals'
import { maximalRequests } from '../fixtures/maximal-requests.ts'
import { describePinned, refusedByBotocore } from './botocore.ts'

const service = 'cognito-idp'

describePinned("botocore's validator", () => {
  test('lets all requests for a maximal definition through', () => {
    const requests = maximalRequests().map(one => ({ service, ...one }))
    expect(refusedByBotocore(requests)).toEqual([])
  })

  test('refuses a member that no request has', () => {
    const operation = 'CreateTerms'
    const input = { UserPoolId: 'a', New: 1 }

    expect(refusedByBotocore([{ service, operation, input }])).toMatchObject([
      { operation, errors: expect.stringContaining('New') }
    ])
  })
})
