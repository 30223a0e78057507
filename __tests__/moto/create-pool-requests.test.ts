import { execFileSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { maximalRequests, type Request } from '../fixtures/maximal-requests.ts'
import { describeMoto } from './moto.ts'

const [python = ''] = globSync('node_modules/.cache/moto-*/bin/python', {
  cwd: new URL('../../', import.meta.url)
})

/** What botocore, beside moto, has against requests. */
function refusedByBotocore(requests: readonly Request[]): unknown {
  const script = new URL('validate-requests.py', import.meta.url).pathname
  const answer = execFileSync(
    new URL(`../../${python}`, import.meta.url).pathname,
    [script],
    { input: JSON.stringify(requests) }
  )
  return JSON.parse(answer.toString())
}

describeMoto("botocore's validator", () => {
  test('lets all requests for a maximal definition through', () => {
    expect(refusedByBotocore(maximalRequests())).toEqual([])
  })

  test('refuses a member that no request has', () => {
    const request = {
      operation: 'CreateTerms',
      input: { UserPoolId: 'a', New: 1 }
    }

    expect(refusedByBotocore([request])).toMatchObject([
      { operation: 'CreateTerms', errors: expect.stringContaining('New') }
    ])
  })
})
