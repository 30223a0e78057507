import { describe, expect, test } from '@jest/globals'
import type { Inputs } from '../../../src/inputs/read-inputs.ts'
import { KEY_ARN } from '../../fixtures/fake-bucket.ts'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { readRun } from '../../fixtures/read-inputs.ts'

/** Reads inputs of both modes. */
function readBoth(inputs: Record<string, string>): Inputs[] {
  return ['export', 'restore'].map(mode => {
    const all = {
      mode,
      'user-pool-id': POOL_ID,
      bucket: 'my-backups',
      'kms-key-id': KEY_ARN,
      ...inputs
    }
    return readRun(all).inputs
  })
}

/** The failure that names an input and gives a valid example. */
function wrong(input: string, problem: string) {
  return expect.objectContaining({
    code: 'input',
    message: expect.stringMatching(
      new RegExp(`^The input ${input} ${problem}.*A valid example: .+\\.$`)
    )
  })
}

describe('the longest time of a run', () => {
  test.each([
    ['5h50m', 21_000_000],
    [' 90m\n', 5_400_000],
    ['10s', 10_000],
    ['6d', 518_400_000]
  ])('may be %j', (value, ms) => {
    const inputs = readBoth({ 'max-duration': value })
    expect(inputs.map(({ maxDurationMs }) => maxDurationMs)).toEqual([ms, ms])
  })

  test.each(['0s', '9s', '7d', '6d1s', '5:50', '350', '5h 50m', 'never'])(
    'may not be %j',
    value => {
      expect(() => readBoth({ 'max-duration': value })).toThrow(
        wrong('max-duration', 'is not a duration from 10s to 6d')
      )
    }
  )
})

describe('the allowed accounts', () => {
  const allowed = (value: string) =>
    readBoth({ 'allowed-account-ids': value }).map(inputs =>
      inputs.mode === 'restore'
        ? inputs.policies.allowedAccountIds
        : inputs.allowedAccountIds
    )

  test.each([
    ['all', []],
    [' all\n', []],
    ['111122223333', ['111122223333']],
    ['111122223333,444455556666', ['111122223333', '444455556666']],
    ['\n111122223333 ,\r\n 012345678901,\n', ['111122223333', '012345678901']]
  ])('are read from %j', (value, ids) => {
    expect(allowed(value)).toEqual([ids, ids])
  })

  test.each([
    ',',
    '11112222333',
    '1111222233334',
    '1111-2222-3333',
    '111122223333 444455556666',
    '111122223333, production',
    'arn:aws:iam::111122223333:root'
  ])('are not read from %j', value => {
    expect(() => allowed(value)).toThrow(
      wrong('allowed-account-ids', 'is not a list of account ids')
    )
  })
})
