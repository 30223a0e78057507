import { expect, test } from '@jest/globals'
import { Made } from '../../../tools/prove/made.ts'

const gone: string[] = []
const thing = (what: string, error?: string, goesWith?: string) => ({
  what,
  goesWith,
  async remove() {
    await Promise.resolve()
    if (error !== undefined) throw new Error(error)
    gone.push(what)
  }
})
const messageOf = (error: unknown) => (error as Error).message

test('what was made last is removed first, whatever fails', async () => {
  gone.length = 0
  const made = new Made()
  made.add(thing('pool'))
  made.add(thing('user', 'denied'))
  made.add(thing('user', 'denied'))
  made.add(thing('group', 'busy'))
  made.add(thing('object'))
  expect(made.count('user')).toBe(2)
  expect(await made.removeAll(messageOf)).toEqual([
    '1 × group (busy)',
    '2 × user (denied)'
  ])
  expect(gone).toEqual(['object', 'pool'])
})

test('what goes with a pool is left to its deletion', async () => {
  gone.length = 0
  const made = new Made()
  made.add(thing('pool'))
  made.add(thing('user', undefined, 'eu-west-1_Ab12Cd34E'))
  expect(await made.removeAll(messageOf)).toEqual([])
  expect(gone).toEqual(['pool'])
})

test('nothing is removed twice', async () => {
  gone.length = 0
  const made = new Made()
  made.add(thing('pool'))
  await made.removeAll(messageOf)
  await made.removeAll(messageOf)
  expect(gone).toEqual(['pool'])
})
