import { describe, expect, test } from '@jest/globals'
import { compareDefinitions } from '../../../../src/compare/definition/compare-definitions.ts'
import {
  unannounced,
  withNamedClients
} from '../../../../src/create-pool/plan/unannounced.ts'
import {
  client,
  definitionWith,
  planOf
} from '../../../fixtures/create-plan.ts'

function left(change: string, ...announced: string[]) {
  const [part = '', setting = ''] = change.split(' ')
  return unannounced(
    [{ part, setting, kind: undefined, what: 'changed' }],
    announced.map(line => {
      const [of = '', what = ''] = line.split(' ')
      return { part: of, setting: what }
    })
  ).length
}

describe('a difference of the new pool', () => {
  test('is announced by its setting, by one above it, or by its part', () => {
    expect(left('pool A.B', 'pool A.B')).toBe(0)
    expect(left('pool A.B', 'pool A')).toBe(0)
    expect(left('pool A.B', 'pool')).toBe(0)
  })

  test('is not announced by a setting below it or of a similar name', () => {
    expect(left('pool A', 'pool A.B')).toBe(1)
    expect(left('pool AB', 'pool A')).toBe(1)
  })

  test('that came as a whole is announced if each setting in it is', () => {
    const after = { B: true, C: { D: 1 } }
    const count = (...settings: string[]) =>
      unannounced(
        [{ part: 'pool', setting: 'A', kind: undefined, what: 'added', after }],
        settings.map(setting => ({ part: 'pool', setting }))
      ).length
    expect(count('A.B', 'A.C')).toBe(0)
    expect(count('A.B', 'A.C.D')).toBe(0)
    expect(count('A.B')).toBe(1)
    expect(count()).toBe(1)
  })

  test('is not announced by another part', () => {
    expect(left('client/app A', 'client/app2', 'client', 'pool A')).toBe(1)
  })
})

test('Clients of one name are compared as the plan pairs them', () => {
  const old = definitionWith({
    clients: [
      client('a', 'app', { AuthSessionValidity: 5 }),
      client('b', 'app', { AuthSessionValidity: 9 })
    ]
  })
  const { clientNames } = planOf({ definition: old })
  const nameOf = (id: string) => clientNames.get(id) ?? ''
  // The first has changed so that it is now what the second was.
  const now = definitionWith({
    clients: [
      client('x', 'app', { AuthSessionValidity: 9 }),
      client('y', 'app', { AuthSessionValidity: 7 })
    ]
  })
  const newNames = new Map([
    ['x', nameOf('a')],
    ['y', nameOf('b')]
  ])
  const sideOf = (userPoolId: string, definition: typeof old) => ({
    userPoolId,
    region: 'eu-west-1',
    definition,
    lacksClients: false
  })

  const { changes } = compareDefinitions(
    sideOf('eu-west-1_Old', withNamedClients(old, clientNames)),
    sideOf('eu-west-1_New', withNamedClients(now, newNames))
  )

  expect(changes.map(({ part, setting }) => [part, setting])).toEqual([
    [`client/${nameOf('a')}`, 'AuthSessionValidity'],
    [`client/${nameOf('b')}`, 'AuthSessionValidity']
  ])
})
