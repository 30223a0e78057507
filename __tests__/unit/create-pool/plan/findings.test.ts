import { describe, expect, test } from '@jest/globals'
import type { Maker } from '../../../../src/create-pool/parts/makers.ts'
import {
  client,
  definitionWith,
  partOf,
  planOf,
  sameAsBefore
} from '../../../fixtures/create-plan.ts'

const clientsWith =
  (...what: string[]): Maker =>
  parts =>
    parts.map(part => ({
      ...sameAsBefore(part, 'CreateUserPoolClient'),
      findings: what.map(one => ({
        id: `${one}/${part.name}`,
        sentence: 'Do something.',
        canAccept: one !== 'final'
      }))
    }))

const definition = definitionWith({ clients: [client('a', 'app')] })

function findingsWith(accept: string[], ...what: string[]) {
  const { findings, unmatched } = planOf({
    definition,
    choices: { accept },
    makers: { client: clientsWith(...what) }
  })
  return [findings.map(({ id, state }) => `${id} ${state}`), unmatched.accept]
}

describe('a finding', () => {
  test('is open until a line of accept has its id', () => {
    expect(findingsWith(['new-id/client/app'], 'new-id', 'new-secret')).toEqual(
      [['new-id/client/app accepted', 'new-secret/client/app open'], []]
    )
  })

  test('is accepted by the id of its app client too', () => {
    const [findings] = findingsWith(['new-id/client/a'], 'new-id')
    expect(findings).toEqual(['new-id/client/app accepted'])
  })

  test.each([
    ['two\nlines', 'two lines'],
    ['back`tick', "back'tick"],
    [' blank at both ends ', 'blank at both ends'],
    ['hid\u200bden', 'hid den'],
    ['__proto__', '__proto__']
  ])('of %j is accepted as a summary shows it', (name, shown) => {
    const { findings, unmatched } = planOf({
      definition: definitionWith({ clients: [client('a', name)] }),
      choices: { accept: [`new-id/client/${shown}`] },
      makers: { client: clientsWith('new-id') }
    })
    expect(findings.map(({ state }) => state)).toEqual(['accepted'])
    expect(unmatched.accept).toEqual([])
  })

  test("of a client that is named like another one's id is its own", () => {
    const { findings } = planOf({
      definition: definitionWith({
        clients: [client('a', 'app'), client('b', 'a')]
      }),
      choices: { accept: ['new-id/client/a'] },
      makers: { client: clientsWith('new-id') }
    })
    expect(findings.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'new-id/client/app open',
      'new-id/client/a accepted'
    ])
  })

  test("stays open if it can't be accepted, and the line is named", () => {
    expect(findingsWith(['final/client/app'], 'final')).toEqual([
      ['final/client/app open'],
      ['final/client/app']
    ])
  })

  test('comes once, and is final if any part says so', () => {
    const makers = {
      client: clientsWith('new-id', 'new-id')
    }
    expect(planOf({ definition, makers }).findings).toHaveLength(1)
  })

  test('is missing for a line of accept: the line is named', () => {
    expect(findingsWith(['old/client/app'], 'new-id')[1]).toEqual([
      'old/client/app'
    ])
  })
})

describe('what the snapshot lacks', () => {
  test('is a line of the plan and a finding: sections, and what is listed', () => {
    const { terms: _, ...others } = definitionWith({
      notCaptured: [{ section: 'userPool.UserPoolTags', reason: 'TooLarge' }]
    })
    const plan = planOf({ definition: others })

    const lines = plan.parts
      .filter(({ verdict }) => verdict === 'not-captured')
      .map(({ part }) => part)
    expect(lines).toEqual(['terms', 'userPool.UserPoolTags'])
    expect(plan.findings).toMatchObject([
      { id: 'not-captured/terms', canAccept: true },
      { id: 'not-captured/userPool.UserPoolTags', canAccept: true }
    ])
  })

  test('is final where it is the whole pool', () => {
    const plan = planOf({
      definition: {
        ...definitionWith(),
        userPool: {},
        notCaptured: [{ section: 'definition', reason: 'TooLarge' }]
      }
    })

    expect(plan.findings).toMatchObject([
      { id: 'not-captured/userPool', canAccept: false },
      { id: 'not-captured/definition', canAccept: false }
    ])
  })
})

describe('what is there already', () => {
  test('is a finding of the pool: another one of its name', () => {
    const plan = planOf({ target: { sameName: ['eu-west-1_Other', 'b'] } })

    expect(partOf(plan, 'pool')?.verdict).toBe('needs-a-person')
    expect(plan.findings).toEqual([
      {
        id: 'same-name/pool',
        sentence:
          '2 pools of this name are there: eu-west-1_Other, b. Give another pool-name, or accept a second pool of the name.',
        canAccept: true,
        state: 'open'
      }
    ])
  })

  test('is a final finding of a domain that is to be made', () => {
    const scene = {
      definition: definitionWith({ domains: [{ Domain: 'people' }] }),
      target: { domains: new Map([['people', 'taken' as const]]) }
    }
    expect(planOf({ ...scene, choices: { domain: 'keep' } }).findings).toEqual([
      expect.objectContaining({
        id: 'domain-taken/domain/people',
        canAccept: false
      })
    ])
    const leaveOut = ['domain/people']
    expect(planOf({ ...scene, choices: { leaveOut } }).findings).toEqual([])
  })
})
