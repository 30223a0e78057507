import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { runExport, runRestore } from '../fixtures/action-runs.ts'
import {
  HYBRID,
  HYBRID_BREAK_GLASS,
  X25519,
  X25519_BREAK_GLASS,
  type TestKey
} from '../fixtures/age-keys.ts'
import { blocksUnder, openShell, PROJECT, type Shell } from './by-hand.ts'

const BY_HAND = blocksUnder('## Reading one by hand')
const [COPY = '', DECRYPT = '', DISABLED = ''] = BY_HAND.map(
  ({ commands }) => commands
)

interface User {
  username: string
  sub: string
  status: string
  enabled: boolean
  attributes: Record<string, string>
}

/** JSON lines, split on the line feed alone as the page demands. */
function parseLines<R>(text: string): R[] {
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as R)
}

const sorted = <T>(items: Iterable<T>) => [...items].sort()

describe.each([
  ['X25519', X25519, X25519_BREAK_GLASS],
  ['hybrid', HYBRID, HYBRID_BREAK_GLASS]
])('a snapshot that the bundle wrote for two %s keys', (_kind, one, other) => {
  let simulator: Simulator
  let exported: ActionRun
  let older: ActionRun

  beforeAll(async () => {
    simulator = await startSimulator({
      users: 600,
      groups: 5,
      membershipsPerUser: 2,
      disabledShare: 0.1,
      federatedShare: 0.1,
      noUsernameShare: 0.1
    })
    const inputs = { 'age-recipients': `${one.recipient}\n${other.recipient}` }
    older = await runExport(simulator, inputs)
    exported = await runExport(simulator, inputs)
    expect([older.exitCode, exported.exitCode]).toEqual([0, 0])
  })
  afterAll(() => simulator.close())

  /** The page's own commands, with the address of this snapshot and a key. */
  function commandsFor(run: ActionRun): string {
    const uri = (run.outputs['snapshot-uri'] ?? '').replace(/\/$/, '')
    expect(COPY).toMatch(/^base=s3:\S+$/m)
    return COPY.replace(/^base=.*$/m, `base='${uri}'`)
  }

  async function inShell<R>(
    key: TestKey,
    work: (shell: Shell) => Promise<R>
  ): Promise<R> {
    const shell = openShell(simulator)
    try {
      writeFileSync(join(shell.folder, 'key.txt'), key.text)
      return await work(shell)
    } finally {
      shell.close()
    }
  }

  test.each([
    ['the one', one],
    ['the other', other]
  ])('is read by hand with %s key, record by record', async (_which, key) => {
    await inShell(key, async shell => {
      const read = (kind: string) => `gunzip --stdout ${kind}/part-*.ndjson.gz`
      const [checked, decrypted, disabled, users, groups, memberships, pool] =
        await shell.run(
          commandsFor(exported),
          DECRYPT,
          DISABLED,
          read('users'),
          read('groups'),
          read('memberships'),
          'gunzip --stdout pool.json.gz'
        )
      const names = [
        'clients/part-00000.ndjson.gz.age',
        'groups/part-00000.ndjson.gz.age',
        'memberships/part-00000.ndjson.gz.age',
        'pool.json.gz.age',
        'users/part-00000.ndjson.gz.age'
      ]
      const lines = (text = '') => sorted(text.trim().split('\n'))
      expect(lines(checked)).toEqual(names.map(name => `${name}: OK`))
      expect(lines(decrypted)).toEqual(names.map(name => `${name}: fits`))

      const state = simulator.poolState(simulator.userPoolId)
      const found = new Map(
        parseLines<User>(users ?? '').map(user => [user.sub, user])
      )
      expect(found.size).toBe(600)
      for (const user of state.users) {
        const { sub, ...attributes } = { ...user.attributes, sub: user.sub }
        expect(found.get(sub)).toMatchObject({
          username: user.username,
          status: user.status,
          enabled: user.enabled,
          createdAt: user.createdAt.toISOString(),
          attributes
        })
      }
      expect(lines(disabled)).toEqual(
        sorted(
          state.users
            .filter(({ enabled }) => !enabled)
            .map(({ username }) => username)
        )
      )
      expect(
        sorted(parseLines<{ name: string }>(groups ?? '').map(g => g.name))
      ).toEqual(sorted(state.groups.map(({ name }) => name)))
      expect(
        sorted(
          parseLines<{ group: string; username: string }>(
            memberships ?? ''
          ).map(({ group, username }) => `${group} ${username}`)
        )
      ).toEqual(
        sorted(
          state.groups.flatMap(({ name, members }) =>
            members.map(member => `${name} ${member}`)
          )
        )
      )
      const { userPool } = JSON.parse(pool ?? '') as {
        userPool: { Id: string }
      }
      expect(userPool.Id).toBe(simulator.userPoolId)
    })
  })

  test('shows by hand that a part is of another snapshot', async () => {
    const path = 'users/part-00000.ndjson.gz.age'
    const from = older.outputs['snapshot-uri'] ?? ''
    await inShell(one, async shell => {
      const [, , decrypted] = await shell.run(
        commandsFor(exported),
        `aws s3 cp '${from}${path}' - > ${path}`,
        DECRYPT
      )
      expect(decrypted?.trim().split('\n')).toContain(`${path}: DOES NOT FIT`)
      expect(decrypted?.match(/: fits$/gm)).toHaveLength(4)
    })
  })

  test('is read by nobody with another key', async () => {
    const stranger = one === X25519 ? HYBRID : X25519
    await inShell(stranger, async shell => {
      const run = shell.run(commandsFor(exported), DECRYPT)
      await expect(run).rejects.toMatchObject({
        stderr: expect.stringContaining('no identity matched')
      })
    })
  })

  test('leaves, when restored, a report and a map that are read by hand', async () => {
    const restored = await runRestore(simulator, { 'age-identity': one.text })
    expect(restored.exitCode).toBe(0)
    const [report = '', map = ''] = ['report-uri', 'sub-map-uri'].map(
      output => restored.outputs[output]
    )
    await inShell(one, async shell => {
      const open = (uri: string) =>
        `aws s3 cp '${uri}' - | age --decrypt --identity key.txt | gunzip`
      const [lines = '', rows = ''] = await shell.run(open(report), open(map))
      const results = parseLines<{ result: string }>(lines)
      expect(results).toHaveLength(600)
      const created = results.filter(({ result }) => result === 'created')
      expect(String(created.length)).toBe(restored.outputs['users-created'])
      expect(rows.trim().split('\n')).toHaveLength(created.length + 1)
    })
    const commands = blocksUnder('## The report of a restore')
      .map(block => block.commands)
      .join('')
    expect(commands).toContain(
      'aws s3 cp "$restore/sub-map.csv.gz.age" - | age --decrypt --identity key.txt | gunzip > sub-map.csv'
    )
  })
})

test('the worked example of the page prints what the page says', async () => {
  const shell = openShell()
  try {
    symlinkSync(join(PROJECT, '__tests__'), join(shell.folder, '__tests__'))
    const blocks = blocksUnder('### A worked example')
    expect(blocks.length).toBeGreaterThan(2)
    const printed = await shell.run(...blocks.map(({ commands }) => commands))
    expect(printed).toEqual(blocks.map(({ output }) => output))
  } finally {
    shell.close()
  }
})

describe('the golden snapshots', () => {
  const golden = join(PROJECT, '__tests__/fixtures/golden')

  test.each([
    ['x25519', X25519],
    ['x25519', X25519_BREAK_GLASS],
    ['hybrid', HYBRID],
    ['hybrid', HYBRID_BREAK_GLASS]
  ])('of format 1.0 for %s keys are read by hand', async (kind, key) => {
    const shell = openShell()
    try {
      writeFileSync(join(shell.folder, 'key.txt'), key.text)
      const copy = COPY.replace(/^base=.*\n/m, '').replace(
        /^aws s3 cp .*$/m,
        `cp -R '${join(golden, '1.0', kind)}' snapshot`
      )
      const kinds = ['users', 'groups', 'memberships']
      const [, decrypted, ...records] = await shell.run(
        copy,
        DECRYPT,
        ...kinds.map(name => `gunzip --stdout ${name}/part-*.ndjson.gz`)
      )
      expect(decrypted?.match(/: fits$/gm)).toHaveLength(4)
      const expected = kinds.map(name =>
        readFileSync(join(golden, '1.0/expected', `${name}.ndjson`), 'utf8')
      )
      const lines = (text: string) => sorted(text.trim().split('\n'))
      expect(records.map(lines)).toEqual(expected.map(lines))
    } finally {
      shell.close()
    }
  })
})

test('the page has three pieces of commands to read a snapshot by hand', () => {
  expect(BY_HAND).toHaveLength(3)
})
