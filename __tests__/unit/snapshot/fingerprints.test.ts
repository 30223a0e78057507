import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Fingerprints } from '../../../src/snapshot/fingerprints.ts'
import { anyText } from '../../fixtures/any-records.ts'

/** UUIDs are known by other bits than the rest. */
const any = fc.oneof(anyText, fc.uuid())

test('texts are known as a set knows them, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(any), fc.array(any), (texts, others) => {
      const known = new Set<string>()
      const fingerprints = new Fingerprints('salt')
      for (const text of texts) {
        expect(fingerprints.add(text)).toBe(!known.has(text))
        known.add(text)
      }
      expect(fingerprints.size).toBe(known.size)
      for (const text of [...texts, ...others]) {
        expect(fingerprints.has(text)).toBe(known.has(text))
      }
    })
  )
})

test('the values of each text are kept while the table grows', () => {
  const fingerprints = new Fingerprints('salt', 2)
  const names = Array.from({ length: 5000 }, (_, at) => `user ${at}`)
  for (const [at, name] of names.entries()) {
    fingerprints.add(name)
    fingerprints.valuesOf(name)?.set([at, 2 ** 32 - 1 - at])
  }
  expect(names.filter(name => fingerprints.add(name))).toEqual([])
  expect(names.map(name => [...(fingerprints.valuesOf(name) ?? [])])).toEqual(
    names.map((_, at) => [at, 2 ** 32 - 1 - at])
  )
  expect(fingerprints.valuesOf('nobody')).toBeUndefined()
  expect(fingerprints.size).toBe(names.length)
})

test('a text has no values until it is added, and zeros then', () => {
  const fingerprints = new Fingerprints('salt', 1)
  expect(fingerprints.valuesOf('ada')).toBeUndefined()
  fingerprints.add('ada')
  expect([...(fingerprints.valuesOf('ada') ?? [])]).toEqual([0])
})

test.each<[string, (at: number) => string]>([
  ['a text', at => `user ${at}`],
  ['a UUID', at => `7438d4b8-0000-7000-8000-0000000000${10 + at}`]
])('where %s is kept depends on a salt', (_what, textAt) => {
  const texts = Array.from({ length: 50 }, (_, at) => textAt(at))
  const placesWith = (salt: string) => {
    const fingerprints = new Fingerprints(salt, 1)
    for (const text of texts) fingerprints.add(text)
    return texts.map(text => fingerprints.valuesOf(text)?.byteOffset)
  }
  expect(placesWith('one')).toEqual(placesWith('one'))
  const others = placesWith('other')
  const same = placesWith('one').filter((place, at) => place === others[at])
  expect(same.length).toBeLessThan(5)
})
