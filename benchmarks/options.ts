import { parseArgs } from 'node:util'

/** A command line that can't be understood; the message says why. */
export class UsageError extends Error {}

/** The pool that is exported, and how far away it is. */
export interface PoolOptions {
  groups: number
  membershipsPerUser: number
  mfa: 'OFF' | 'OPTIONAL' | 'ON'
  seed: number
  /** How long every call takes at least, in milliseconds. */
  latencyMs: number
}

interface PacedOptions {
  pool: PoolOptions
  users: number
  /** Whether Cognito's default quotas are enforced. */
  quotas: 'default' | 'none'
  /** Percent of each quota that the action may use. */
  quotaShare: number
  json: boolean
}

export interface ExportOptions extends PacedOptions {
  command: 'export'
  /** The keys that a second export is encrypted for, to compare the two. */
  age: 'none' | 'x25519' | 'hybrid'
}

/** The pool's MFA is off: where it is on, a default restore restores nobody. */
export interface RestoreOptions extends PacedOptions {
  command: 'restore'
  /** Import jobs restore plain people, at a pace that isn't limited. */
  method: 'api' | 'import-job'
}

export interface MemoryOptions {
  command: 'memory'
  pool: PoolOptions
  /** Users in the pool, one export each, smallest first. */
  sizes: number[]
  json: boolean
}

export const usage = `Usage: npm run bench -- export --users N [options]
       npm run bench -- restore --users N [options]
       npm run bench -- memory [options]

export measures one export of a simulated pool: time against the bound that the
quotas set, CPU, peak memory, calls, throttled answers. restore measures the
same of a restore of that pool into an empty one. memory measures peak memory of
exports of several sizes, without quotas.

  --users N                  people in the pool (export, restore; required)
  --quotas MODE              default enforces Cognito's request quotas; none
                             doesn't, and an export's floor of CPU time is
                             measured as well (export, restore; default default)
  --quota-share N            percent of each quota that the action may use
                             (export, restore; default 100)
  --method METHOD            api, or import-job: by Cognito's CSV import, which
                             isn't slowed down (restore; default api)
  --age KIND                 x25519 or hybrid: exports once more, encrypted for
                             two such keys of age, and compares the CPU time
                             (export; default none)
  --sizes N,N,…              people in the pools (memory; default 20000,100000)
  --groups N                 groups in the pool (default 20)
  --memberships-per-user N   groups that each person is in (default 2)
  --mfa MODE                 OFF, OPTIONAL or ON (export, memory; default OFF)
  --latency-ms N             how long each call takes at least (default 30; 0
                             with --quotas none, which measures work, not waits)
  --seed N                   the same seed makes the same pool (default 1)
  --json                     one line of JSON in place of a table
  --help                     show this text

Results go to standard output, progress to standard error. Exit code: 0; 1 when
a run failed or its counts are wrong; 2 when the command line is wrong.
`

/** How long a call takes, if nothing is said. */
const LATENCY_MS = 30

/** What Cognito allows in a pool (developer guide, resource quotas). */
const MOST_USERS = 40_000_000
const MOST_GROUPS = 10_000

const text = { type: 'string' } as const
const shared = {
  groups: text,
  'memberships-per-user': text,
  'latency-ms': text,
  seed: text,
  json: { type: 'boolean' }
} as const
const paced = { users: text, quotas: text, 'quota-share': text } as const
const ofRestore = { ...paced, method: text } as const
const ofExport = { ...paced, mfa: text, age: text } as const
const ofMemory = { sizes: text, mfa: text } as const

/** Reads the command line; throws {@link UsageError}. */
export function parseOptions(
  args: readonly string[]
): 'help' | ExportOptions | RestoreOptions | MemoryOptions {
  if (args.includes('--help') || args.includes('-h')) return 'help'
  const [command, ...rest] = args
  switch (command) {
    case 'export': {
      const values = understood(() =>
        parseArgs({ args: rest, options: { ...shared, ...ofExport } })
      )
      const age = choice('age', values.age, ['none', 'x25519', 'hybrid'])
      return { command, age, ...pacedOptions(command, values) }
    }
    case 'restore': {
      const values = understood(() =>
        parseArgs({ args: rest, options: { ...shared, ...ofRestore } })
      )
      return {
        command,
        ...pacedOptions(command, values),
        method: choice('method', values.method, ['api', 'import-job'])
      }
    }
    case 'memory': {
      const values = understood(() =>
        parseArgs({ args: rest, options: { ...shared, ...ofMemory } })
      )
      return {
        command,
        pool: poolOptions(values, LATENCY_MS),
        sizes: sizes(values.sizes ?? '20000,100000'),
        json: values.json ?? false
      }
    }
    case undefined:
      throw new UsageError('Say what to measure: export, restore or memory.')
    default:
      throw new UsageError(
        `There is no benchmark ${command}: the first word is export, restore or memory.`
      )
  }
}

/** The values of a command line, or what is wrong with it in one sentence. */
function understood<Values>(parse: () => { values: Values }): Values {
  try {
    return parse().values
  } catch (error) {
    // Node goes on about how to pass a positional argument, which none is.
    const [sentence = ''] = (error as Error).message.split(/\.(?:\s|$)/)
    throw new UsageError(`${sentence}.`)
  }
}

interface PoolValues {
  groups?: string | undefined
  'memberships-per-user'?: string | undefined
  mfa?: string | undefined
  'latency-ms'?: string | undefined
  seed?: string | undefined
}

function pacedOptions(
  command: string,
  values: PoolValues & {
    users?: string | undefined
    quotas?: string | undefined
    'quota-share'?: string | undefined
    json?: boolean | undefined
  }
): PacedOptions {
  if (values.users === undefined)
    throw new UsageError(`${command} needs --users, e.g. --users 20000.`)
  const quotas = choice('quotas', values.quotas, ['default', 'none'])
  return {
    pool: poolOptions(values, quotas === 'none' ? 0 : LATENCY_MS),
    users: whole('users', values.users, 1, MOST_USERS),
    quotas,
    quotaShare: whole('quota-share', values['quota-share'] ?? '100', 1, 100),
    json: values.json ?? false
  }
}

function poolOptions(values: PoolValues, latencyMs: number): PoolOptions {
  return {
    groups: whole('groups', values.groups ?? '20', 0, MOST_GROUPS),
    membershipsPerUser: whole(
      'memberships-per-user',
      values['memberships-per-user'] ?? '2'
    ),
    mfa: choice('mfa', values.mfa, ['OFF', 'OPTIONAL', 'ON']),
    latencyMs: whole('latency-ms', values['latency-ms'] ?? String(latencyMs)),
    seed: whole('seed', values.seed ?? '1')
  }
}

function whole(
  flag: string,
  value: string,
  min = 0,
  max = Number.MAX_SAFE_INTEGER
): number {
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < min || number > max)
    throw new UsageError(
      `--${flag} ${value} is not a whole number from ${min} to ${max}.`
    )
  return number
}

/** One of the choices; the first is the default. */
function choice<const Choice extends string>(
  flag: string,
  value: string | undefined,
  choices: readonly [Choice, ...Choice[]]
): Choice {
  if (value === undefined) return choices[0]
  const chosen = choices.find(one => one === value)
  if (chosen === undefined)
    throw new UsageError(`--${flag} ${value} is none of ${choices.join(', ')}.`)
  return chosen
}

/** At least two different sizes: with one there is nothing to compare. */
function sizes(value: string): number[] {
  const numbers = new Set(
    value.split(',').map(size => whole('sizes', size.trim(), 1, MOST_USERS))
  )
  if (numbers.size < 2)
    throw new UsageError('--sizes needs two sizes at least, e.g. 20000,100000.')
  return [...numbers].sort((a, b) => a - b)
}
