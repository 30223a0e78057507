import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { list } from '../../fixtures/iam-policies.ts'
import {
  deployRole,
  MODES,
  ONE_ACCOUNT,
  type Mode
} from '../../fixtures/infra-stacks.ts'

const root = new URL('../../../', import.meta.url)

/** What the role of a mode may call of Cognito. */
const allowed = (mode: Mode) =>
  deployRole(mode, ONE_ACCOUNT)
    .policy.Statement.flatMap(({ Action }) => list(Action))
    .filter(name => name.startsWith('cognito-idp:'))

/** The operations that the code calls, from its source. */
const called = [
  ...new Set(
    readdirSync(new URL('src/cognito/', root), {
      encoding: 'utf8',
      recursive: true
    })
      .filter(file => file.endsWith('.ts'))
      .map(file => readFileSync(new URL(`src/cognito/${file}`, root), 'utf8'))
      .flatMap(text => [...text.matchAll(/new ([A-Z]\w+)Command\(/g)])
      .map(([, name = '']) => name)
  )
]
  // It sends an operation that it is given: see the steps of a new pool.
  .filter(name => name !== 'Raw')
  .map(name => `cognito-idp:${name}`)

test('the roles may make all calls of the code', () => {
  expect(called.length).toBeGreaterThan(8)
  const all = MODES.flatMap(allowed)
  expect(called.filter(name => !all.includes(name))).toEqual([])
})

test('exports, restores and verifications may make no call that the code lacks', () => {
  const three = (['export', 'restore', 'verify'] as const).flatMap(allowed)
  expect(three.filter(name => !called.includes(name))).toEqual([])
})

test('only restores write, of these three', () => {
  const writes = (mode: Mode) =>
    allowed(mode).filter(name => /:(Admin(?!Get)|Create)/.test(name))
  expect(writes('export')).toEqual([])
  expect(writes('verify')).toEqual([])
  expect(writes('restore').length).toBeGreaterThan(8)
})
