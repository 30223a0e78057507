import { expect, test } from '@jest/globals'
import { MAX_LINE_BYTES } from '../../../src/snapshot/parts/lines.ts'
import { PART_LIMITS, READ_CAPS } from '../../../src/snapshot/limits.ts'

// A page is written whole before a part's size is looked at: 60 records.
const PAGE_BYTES = 60 * MAX_LINE_BYTES

test('no part that the writer closes is over what a reader accepts', () => {
  expect(PART_LIMITS.closeAtTextBytes + PAGE_BYTES).toBeLessThanOrEqual(
    READ_CAPS.partTextBytes
  )
  expect(PART_LIMITS.closeAtBytes).toBeLessThanOrEqual(READ_CAPS.partBytes / 4)
})

test('the caps are those of the format', () => {
  const MiB = 1024 * 1024
  expect(READ_CAPS).toMatchObject({
    partBytes: 32 * MiB,
    partTextBytes: 256 * MiB,
    definitionBytes: 64 * MiB,
    manifestBytes: 8 * MiB
  })
})

test('a manifest of the most objects fits under its cap', () => {
  // Some 300 bytes an object, indented.
  expect(READ_CAPS.objects * 400).toBeLessThanOrEqual(READ_CAPS.manifestBytes)
})
