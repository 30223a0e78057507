import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { takeTexts } from '../../../src/inputs/parse.ts'
import { readTracking } from '../../../src/inputs/read-inputs.ts'
import { KEY_ARN } from '../../fixtures/fake-bucket.ts'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { readRun, stepEnv } from '../../fixtures/read-inputs.ts'
import { ADDRESS } from '../../fixtures/small-snapshot.ts'

const text = readFileSync(
  new URL('../../../action.yml', import.meta.url),
  'utf8'
)
const { inputs: declared } = parse(text) as {
  inputs: Record<string, { default?: string }>
}
// The runner evaluates its default; the tracking issue warns of an empty one.
const names = Object.keys(declared).filter(name => name !== 'github-token')
const withDefault = names.flatMap(name => {
  const value = declared[name]?.default
  return value === undefined ? [] : [[name, value] as const]
})
const withoutDefault = names.filter(
  name => declared[name]?.default === undefined
)

/** What each mode can't do without. */
const MODES: Record<string, Record<string, string>> = {
  export: {
    mode: 'export',
    'user-pool-id': POOL_ID,
    bucket: 'my-backups',
    'kms-key-id': KEY_ARN
  },
  restore: { mode: 'restore', 'user-pool-id': POOL_ID, bucket: 'my-backups' },
  recover: { mode: 'recover', 'user-pool-id': POOL_ID },
  'create-pool': {
    mode: 'create-pool',
    'source-user-pool-id': POOL_ID,
    bucket: 'my-backups'
  },
  verify: {
    mode: 'verify',
    snapshot: `s3://my-backups/cognito-backup/${POOL_ID}/${ADDRESS.snapshotId}/`
  }
}

/** All that a run reads of its inputs. */
function readAll(inputs: Readonly<Record<string, string>>) {
  const tracking = readTracking(takeTexts(stepEnv(inputs)))
  return { tracking, ...readRun(inputs) }
}

const refusal = (message: string) =>
  expect.objectContaining({
    code: 'input',
    message: expect.stringContaining(message)
  })

describe.each(Object.entries(MODES))('in mode %s', (_mode, needed) => {
  test.each(withDefault)('%s left out is %j', (name, value) => {
    const given = name in needed ? needed : { ...needed, [name]: value }
    expect(readAll(given)).toEqual(readAll(needed))
  })

  test.each(withDefault)('an empty %s is refused by name', (name, value) => {
    for (const blank of ['', ' ', '\n \r\n']) {
      expect(() => readAll({ ...needed, [name]: blank })).toThrow(
        refusal(
          `The input ${name} is empty; the expression gave nothing. Give it a value, or write its default: ${value}.`
        )
      )
    }
  })
})

// The runner gives an input that was left out and has no default as an empty text.
test.each(withoutDefault)('%s has no default, so it is required', name => {
  const { [name]: value, ...others } = MODES['export'] ?? {}
  expect(value).toBeDefined()
  for (const inputs of [others, { ...others, [name]: '' }]) {
    expect(() => readAll(inputs)).toThrow(
      refusal(`The input ${name} is required but missing`)
    )
  }
})

describe.each(['age-recipients', 'age-identity'])('%s', name => {
  test.each(['export', 'restore'])(
    'of comments only is refused as an empty one is, in mode %s',
    mode => {
      expect(() =>
        readAll({ ...MODES[mode], [name]: '# operations\n\n # age1…\r\n' })
      ).toThrow(refusal(`The input ${name} has comments only.`))
    }
  )
})
