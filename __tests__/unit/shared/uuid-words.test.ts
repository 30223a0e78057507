import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readUuid, uuidWords } from '../../../src/shared/uuid-words.ts'

const hex = (words: Uint32Array) =>
  Array.from(words, word => word.toString(16).padStart(8, '0')).join('')

test('a lower-case UUID is read to its last digit', () => {
  fc.assert(
    fc.property(fc.uuid(), uuid => {
      const words = uuidWords(uuid)
      expect(words && hex(words)).toBe(uuid.replaceAll('-', ''))
    })
  )
})

test.each([
  '',
  '7438d4b8-0000-7000-8000-00000000ada',
  '7438d4b8-0000-7000-8000-00000000ada01',
  '7438D4B8-0000-7000-8000-00000000ADA0',
  '7438d4b8000007000-8000-00000000ada0x',
  '7438d4b8-0000-7000-8000-00000000adag',
  '7438d4b8-0000-7000-8000-00000000ada\u0130',
  '-438d4b8-0000-7000-8000-00000000ada0'
])('another text is no UUID: %j', text => {
  expect(uuidWords(text)).toBeUndefined()
  expect(readUuid(text, new Uint32Array(4))).toBe(false)
})
