import { parseArgs } from 'node:util'
import {
  choice,
  sizes,
  understood,
  UsageError,
  whole
} from './option-values.ts'

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

/** The pool's MFA is off, as for restore. */
export interface OneUserOptions {
  command: 'one-user'
  pool: PoolOptions
  users: number
  /** Users who are deleted and restored by name. */
  named: number
  /** Percent of each quota that the restore may use. */
  quotaShare: number
  json: boolean
}

/** A pool that is made anew from its snapshot. */
export interface CreatePoolOptions {
  command: 'create-pool'
  pool: PoolOptions
  clients: number
  providers: number
  resourceServers: number
  /** Percent of each quota that the run may use. */
  quotaShare: number
  json: boolean
}

/** The pools of scale have no memberships, and no quotas. */
export interface ScaleOptions {
  command: 'scale'
  pool: PoolOptions
  /** People who are exported, verified and restored. */
  users: number
  /** People in a still larger pool, which is exported. */
  mostUsers: number
  json: boolean
}

/** A pool that is backed up night after night, without quotas. */
export interface MonthOptions {
  command: 'month'
  pool: PoolOptions
  /** People before the first night. */
  users: number
  nights: number
  json: boolean
}

/** The same pool for each of the tools that are compared. */
export interface PeersOptions extends PacedOptions {
  command: 'peers'
  /** Nobody whom careless code stumbles over. */
  plain: boolean
}

export type Options =
  | ExportOptions
  | RestoreOptions
  | OneUserOptions
  | CreatePoolOptions
  | MemoryOptions
  | ScaleOptions
  | MonthOptions
  | PeersOptions

export interface MemoryOptions {
  command: 'memory'
  pool: PoolOptions
  /** Users in the pool, one export each, smallest first. */
  sizes: number[]
  json: boolean
}

/** How long a call takes, if nothing is said. */
const LATENCY_MS = 30

/** What Cognito allows in a pool (developer guide, resource quotas). */
export const MOST_USERS = 40_000_000
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
const ofOneUser = { users: text, named: text, 'quota-share': text } as const
const ofCreatePool = {
  clients: text,
  providers: text,
  'resource-servers': text,
  'quota-share': text,
  'latency-ms': text,
  json: { type: 'boolean' }
} as const
const ofMemory = { sizes: text, mfa: text } as const
const ofPeers = {
  ...shared,
  ...paced,
  plain: { type: 'boolean' }
} as const
const ofScale = {
  users: text,
  'most-users': text,
  groups: text,
  'latency-ms': text,
  seed: text,
  json: { type: 'boolean' }
} as const
const ofMonth = { users: text, nights: text } as const

const COMMANDS =
  'export, restore, one-user, create-pool, memory, scale, month or peers'

/** Reads the command line; throws {@link UsageError}. */
export function parseOptions(args: readonly string[]): 'help' | Options {
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
    case 'one-user': {
      const values = understood(() =>
        parseArgs({ args: rest, options: { ...shared, ...ofOneUser } })
      )
      const users = whole('users', values.users ?? '100000', 1, MOST_USERS)
      return {
        command,
        pool: poolOptions(values, LATENCY_MS),
        users,
        named: whole('named', values.named ?? '1', 1, users),
        quotaShare: whole('quota-share', values['quota-share'] ?? '80', 1, 100),
        json: values.json ?? false
      }
    }
    case 'create-pool': {
      const values = understood(() =>
        parseArgs({ args: rest, options: ofCreatePool })
      )
      return {
        command,
        pool: { ...poolOptions(values, LATENCY_MS), groups: 0 },
        // The simulator's pool has two of each, and one server, of itself.
        clients: whole('clients', values.clients ?? '5', 2, 10_000),
        providers: whole('providers', values.providers ?? '3', 2, 1000),
        resourceServers: whole(
          'resource-servers',
          values['resource-servers'] ?? '2',
          1,
          300
        ),
        quotaShare: whole('quota-share', values['quota-share'] ?? '80', 1, 100),
        json: values.json ?? false
      }
    }
    case 'memory': {
      const values = understood(() =>
        parseArgs({ args: rest, options: { ...shared, ...ofMemory } })
      )
      return {
        command,
        pool: poolOptions(values, LATENCY_MS),
        sizes: sizes(values.sizes ?? '20000,100000', MOST_USERS),
        json: values.json ?? false
      }
    }
    case 'scale': {
      const values = understood(() =>
        parseArgs({ args: rest, options: ofScale })
      )
      return {
        command,
        pool: { ...poolOptions(values, 0), membershipsPerUser: 0 },
        users: whole('users', values.users ?? '1000000', 1, MOST_USERS),
        mostUsers: whole(
          'most-users',
          values['most-users'] ?? '10000000',
          1,
          MOST_USERS
        ),
        json: values.json ?? false
      }
    }
    case 'month': {
      const values = understood(() =>
        parseArgs({ args: rest, options: { ...shared, ...ofMonth } })
      )
      return {
        command,
        pool: poolOptions(values, 0),
        // A few users are touched each night, and none twice.
        users: whole('users', values.users ?? '200000', 100, MOST_USERS),
        nights: whole('nights', values.nights ?? '24', 2, 100),
        json: values.json ?? false
      }
    }
    case 'peers': {
      const { users = '200', ...values } = understood(() =>
        parseArgs({ args: rest, options: ofPeers })
      )
      return {
        command,
        ...pacedOptions(command, { ...values, users }),
        plain: values.plain ?? false
      }
    }
    case undefined:
      throw new UsageError(`Say what to measure: ${COMMANDS}.`)
    default:
      throw new UsageError(
        `There is no benchmark ${command}: the first word is ${COMMANDS}.`
      )
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
