import { expect, test } from '@jest/globals'
import { toLanes } from '../../../../src/create-pool/apply/lanes.ts'

const steps = (...parts: string[]) =>
  parts.map(part => ({ part, operation: 'Any', input: {} }))
const partsOf = (list: readonly { part: string }[]) =>
  list.map(({ part }) => part)

test('what others build on goes first, and kinds of other calls go side by side', () => {
  const { first, parallel } = toLanes(
    steps(
      'schema/custom:plan',
      'identity-provider/Google',
      'mfa',
      'client/a',
      'client/b',
      'branding',
      'managed-login/a',
      'branding/a',
      'sessions',
      'client-sessions/a',
      'news/a'
    )
  )
  expect(partsOf(first)).toEqual([
    'schema/custom:plan',
    'identity-provider/Google',
    'mfa',
    'client/a',
    'client/b'
  ])
  expect(parallel.map(partsOf)).toEqual([
    ['branding', 'branding/a'],
    ['managed-login/a'],
    ['sessions', 'client-sessions/a'],
    ['news/a']
  ])
})
