import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { X25519 } from '../fixtures/age-keys.ts'
import { CODE, exportNights, GONE, NEW, type Nights } from './nights.ts'
import { blocksIn, openPerson, type Person } from './person.ts'

type Row = Record<string, unknown>

const EXAMPLES = '. examples/query/snapshot.sh\n'
const MEMBERS = ['+4930123456', '00938', 'Ann']
const COUNTS = { 'custom:team': 1, 'custom:Team': 1, 'custom:code': 1 }
const CHANGES = [
  ['was', CODE, '00938', { 'custom:code': '007' }],
  ['is', CODE, '00938', { 'custom:code': '7' }],
  ['was', GONE, 'ann', { 'custom:Team': 'blue' }],
  ['is', NEW, '00939', {}]
]

const linesOf = (text: string) => text.split('\n').filter(line => line !== '')
const asJson = (text: string) => JSON.parse(text) as unknown

describe.each([
  ['plain', {}],
  ['decrypted', { 'age-recipients': X25519.recipient }]
])('two %s snapshots, in the shell', (_kind, inputs) => {
  let nights: Nights
  let person: Person
  beforeAll(async () => {
    nights = await exportNights(inputs)
    person = await openPerson(nights)
  })
  afterAll(async () => {
    person.close()
    await nights.simulator.close()
  })

  const inShell = async (question: string) =>
    linesOf(await person.inShell(`${EXAMPLES}${question}`))

  test('say who was in a group', async () => {
    const members = await inShell('members tuesday admins')
    expect(members.map(asJson).sort()).toEqual(MEMBERS)
  })

  test('say what changed', async () => {
    const lines = await inShell('changed tuesday wednesday')
    const changes = lines.map(line => {
      const { sub, username, attributes } = asJson(line) as Row
      return [line.startsWith('\t') ? 'is' : 'was', sub, username, attributes]
    })
    expect(new Set(changes)).toEqual(new Set(CHANGES))
  })

  test('say who is gone', async () => {
    const gone = await inShell('gone tuesday wednesday')
    expect(gone.map(asJson)).toEqual([[GONE, 'ann']])
  })

  test('say which attributes there are', async () => {
    const lines = await inShell('attributes tuesday')
    expect(lines).toContain('["email","String"]')
    const counts = lines
      .map(line => /^ *(\d+) "(.+)"$/.exec(line) ?? [])
      .map(([, count, name = '']) => [name, Number(count)])
    expect(Object.fromEntries(counts)).toMatchObject(COUNTS)
  })

  test('are asked of folders only that hold a snapshot', async () => {
    for (const question of ['members', 'changed tuesday', 'attributes']) {
      await expect(inShell(`${question} elsewhere x`)).rejects.toMatchObject({
        stderr: 'elsewhere holds no snapshot that can be read.\n'
      })
    }
  })

  describe.each(['inDuckDB', 'inPandas'] as const)('%s', tool => {
    const ask = (name: string, ...args: string[]) => {
      const call = `${name}(${args.map(arg => `'${arg}'`).join(', ')})`
      return person[tool](tool === 'inDuckDB' ? `FROM ${call}` : call)
    }
    const parsed = (value: unknown) =>
      typeof value === 'string' ? asJson(value) : value

    test('say who was in a group', () => {
      const rows = ask('members', 'tuesday', 'admins')
      expect(rows.map(({ username }) => username).sort()).toEqual(MEMBERS)
      expect(rows.find(({ username }) => username === '00938')).toMatchObject({
        sub: CODE
      })
    })

    test('say what changed', () => {
      const rows = ask('changed', 'tuesday', 'wednesday')
      expect(
        rows.map(({ night, sub, username, attributes }) => [
          night,
          sub,
          username,
          parsed(attributes)
        ])
      ).toEqual(CHANGES)
    })

    test('say who is gone', () => {
      const rows = ask('gone', 'tuesday', 'wednesday')
      expect(rows).toEqual([{ sub: GONE, username: 'ann' }])
    })

    test('say which attributes there are', () => {
      const rows = ask('attributes', 'tuesday')
      expect(rows).toContainEqual(
        expect.objectContaining({ Name: 'email', AttributeDataType: 'String' })
      )
      const counts = rows.map(({ Name, users }) => [Name, users])
      expect(Object.fromEntries(counts)).toMatchObject(COUNTS)
    })
  })

  test('are asked by each piece of the page', async () => {
    const [, , ...commands] = blocksIn('sh')
    const queries = blocksIn('sql')
    const expressions = blocksIn('python')
    expect(
      [commands, queries, expressions].map(({ length }) => length)
    ).toEqual([1, 1, 1])
    const answers = [
      await person.inShell(commands.join('')),
      JSON.stringify(queries.map(query => person.inDuckDB(query))),
      JSON.stringify(expressions.map(one => person.inPandas(one)))
    ]
    for (const answer of answers) expect(answer).toContain('00938')
  })
})
