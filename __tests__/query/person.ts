import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { openShell, PROJECT } from '../age/by-hand.ts'
import { X25519 } from '../fixtures/age-keys.ts'
import type { Nights } from './nights.ts'

/*
 * A person who asks two snapshots questions, by docs/query.md and
 * examples/query. run.sh gives the tools. Nothing here imports the code under
 * test.
 */

const ASK = join(PROJECT, '__tests__/query/ask.py')
const page = readFileSync(join(PROJECT, 'docs/query.md'), 'utf8')

/** The page's pieces of code in a language. */
export const blocksIn = (language: string): string[] =>
  Array.from(
    page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm')),
    ([, commands = '']) => commands
  )

export interface Person {
  /** Runs commands; the files of examples/query are in `examples/query`. */
  inShell(commands: string): Promise<string>
  /** What a query answers, as rows. */
  inDuckDB(query: string): Record<string, unknown>[]
  /** What an expression gives, as rows. */
  inPandas(expression: string): Record<string, unknown>[]
  close(): void
}

/** Copies and decrypts the nights' snapshots by the page's own commands. */
export async function openPerson(nights: Nights): Promise<Person> {
  const { folder, run, close } = openShell(nights.simulator)
  writeFileSync(join(folder, 'key.txt'), X25519.text)
  const [copy = '', decrypt = ''] = blocksIn('sh')
  const addresses = [nights.tuesday, nights.wednesday]
  await run(
    `ln -s '${join(PROJECT, 'examples')}' examples`,
    copy.replaceAll(/s3:\S+/g, () => `'${addresses.shift()}'`),
    `${decrypt}\ncp -R "$folder"/. .`
  )
  for (const night of ['tuesday', 'wednesday']) addUsers(join(folder, night))

  const ask = (tool: string, question: string) =>
    JSON.parse(
      execFileSync('python3', [ASK, tool, question], {
        cwd: folder,
        encoding: 'utf8'
      })
    ) as Record<string, unknown>[]
  return {
    inShell: async commands => (await run(commands)).join(''),
    inDuckDB: query => ask('duckdb', query),
    inPandas: expression => ask('pandas', expression),
    close
  }
}

/** DuckDB guesses types by as many rows. */
const GUESSED_BY = 20_480

/** Puts the same users before those of a snapshot, who so come late. */
function addUsers(folder: string): void {
  const file = join(folder, 'users/part-00000.ndjson.gz')
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n')
  const first = lines.findIndex(line => line.includes('"sub"'))
  const user = JSON.parse(lines[first] ?? '') as Record<string, unknown>
  const added = Array.from({ length: GUESSED_BY }, (_, number) =>
    JSON.stringify({
      ...user,
      username: `user-${number}`,
      sub: `10000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      attributes: { email: `user-${number}@example.com` }
    })
  )
  lines.splice(first, 0, ...added)
  writeFileSync(file, gzipSync(lines.join('\n')))
}
