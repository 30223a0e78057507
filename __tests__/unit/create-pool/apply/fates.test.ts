import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import { Fates } from '../../../../src/create-pool/apply/fates.ts'
import type { PlannedPart } from '../../../../src/create-pool/plan/plan.ts'

const step = (part: string, operation = 'Any', input: JsonObject = {}) => ({
  part,
  operation,
  input
})
const part = (changes: Partial<PlannedPart> = {}): PlannedPart => ({
  part: 'mfa',
  verdict: 'same',
  sentence: '',
  steps: [step('mfa')],
  findings: [],
  announced: [],
  ...changes
})

describe('what became of a part', () => {
  test('is not made before its call', () => {
    expect(new Fates().of(part(), 'made')).toBe('not-made')
  })

  test('is what its last call came to, but made if any of them made it', () => {
    const fates = new Fates()
    fates.note(step('mfa'), 'made')
    expect(fates.of(part(), 'made')).toBe('made')
    fates.note(step('mfa'), 'there-already')
    expect(fates.of(part(), 'made')).toBe('made')
    fates.note(step('mfa'), 'unknown')
    expect(fates.of(part(), 'made')).toBe('unknown')
  })

  test('is that of the pool where it has no call of its own', () => {
    expect(new Fates().of(part({ steps: [] }), 'made')).toBe('made')
  })

  test.each<Partial<PlannedPart>>([
    { verdict: 'impossible' },
    { verdict: 'not-captured' },
    { announced: [{ part: 'mfa', setting: '' }] }
  ])('is not made where nothing makes it: %j', changes => {
    expect(new Fates().of(part({ steps: [], ...changes }), 'made')).toBe(
      'not-made'
    )
  })

  test('is what the plan says of it', () => {
    expect(new Fates().of(part({ becomes: 'waits' }), 'made')).toBe('waits')
  })

  test('is known of each attribute, although one call adds many', () => {
    const [a, b, c] = [{ Name: 'a' }, { Name: 'b' }, { Name: 'c' }]
    const adds = (...CustomAttributes: JsonObject[]) =>
      step('schema', 'AddCustomAttributes', { CustomAttributes })
    const fates = new Fates()
    fates.note(adds(a, b), 'made')
    fates.note(adds(c), 'unknown')
    const of = (attribute: JsonObject) =>
      fates.of(part({ steps: [adds(attribute)] }), 'made')
    expect([a, b, c].map(of)).toEqual(['made', 'made', 'unknown'])
  })
})
