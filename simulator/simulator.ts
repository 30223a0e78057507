import type { AddressInfo } from 'node:net'
import type { AccountOptions } from './account-facts.ts'
import { accountFacts } from './account-facts.ts'
import { createAccount } from './account.ts'
import { MovableClock, type ClockOptions } from './clock.ts'
import type { FilterBehaviour } from './cognito/listing/filter-behaviour.ts'
import type { ImportAccess } from './cognito/import/inspect.ts'
import { importAccess } from './cognito/import/inspect.ts'
import { ImportJobs } from './cognito/import/jobs.ts'
import type { ImportOptions } from './cognito/import/options.ts'
import { importSettings } from './cognito/import/options.ts'
import { importUploadService } from './cognito/import/upload.ts'
import { ListDelay } from './cognito/listing/list-delay.ts'
import type { CognitoState } from './cognito/operation.ts'
import { Messages } from './cognito/messages/messages.ts'
import { Recoveries } from './cognito/recovery/recoveries.ts'
import type { RecoveryOptions } from './cognito/recovery/settings.ts'
import { PageTokens } from './cognito/listing/page-tokens.ts'
import { Pager } from './cognito/listing/pager.ts'
import { Pool } from './cognito/state/pool.ts'
import { Secrets } from './cognito/state/secrets.ts'
import { newSub } from './cognito/state/subs.ts'
import { placeKey } from './cognito/places.ts'
import { cognitoService } from './cognito/service.ts'
import { Triggers } from './cognito/messages/triggers.ts'
import { controlEndpoint } from './control.ts'
import type { JobOptions } from './github/id-tokens.ts'
import { IdTokens } from './github/id-tokens.ts'
import { githubService, idTokenPath } from './github/service.ts'
import type { BucketAccess } from './inspect-bucket.ts'
import { bucketAccess } from './inspect-bucket.ts'
import type { PoolAccess } from './inspect-pools.ts'
import { poolAccess } from './inspect-pools.ts'
import { seedDefinition } from './people/definition.ts'
import { PeopleOnDemand } from './people/on-demand.ts'
import type { PeopleOptions, SignIn } from './people/options.ts'
import { FaultScript, type Fault, type Weather } from './faults/script.ts'
import { poolSettings } from './people/pools.ts'
import { seedPool } from './people/seed.ts'
import type { S3Permissions } from './permissions.ts'
import { Permissions } from './permissions.ts'
import { Quotas } from './quotas.ts'
import { seededRandom, seedFor } from './random.ts'
import { ObjectStore } from './s3/object-store.ts'
import { s3Service } from './s3/service.ts'
import type { Hooks } from './server.ts'
import { createSimulatorServer } from './server.ts'
import type { RequestFindings } from './service-model/request-check.ts'
import { createRequestCheck } from './service-model/request-check.ts'
import type { Stats } from './stats.ts'
import { Ledger } from './stats.ts'
import type { OidcProvider, SimulatedRole } from './sts/roles.ts'
import { githubProvider } from './sts/roles.ts'
import { stsService } from './sts/service.ts'
import { Sessions } from './sts/sessions.ts'

export type { Call as SimulatedCall } from './service.ts'
export type { InterceptAnswer } from './server.ts'
export type { FaultName } from './faults/catalogue.ts'
export type { Fault, Weather } from './faults/script.ts'
export type { Stats } from './stats.ts'

/** The options of a simulator. Shares are from 0 to 1. */
export interface SimulatorOptions
  extends Hooks, ImportOptions, AccountOptions, ClockOptions, RecoveryOptions {
  /** 0, the default, takes any free port. */
  port?: number
  /**
   * The seeded pool's number of people, of groups, and of groups for each
   * person.
   */
  users?: number
  /**
   * Creates each of these people again at each read, so that millions take no
   * memory. They are in no group, and their pool can't change.
   */
  onDemand?: boolean
  groups?: number
  membershipsPerUser?: number
  signIn?: SignIn
  mfa?: 'OFF' | 'OPTIONAL' | 'ON'
  disabledShare?: number
  federatedShare?: number
  /** People whose username is their `sub`. */
  noUsernameShare?: number
  /**
   * The share with an authenticator app, if `mfa` isn't OFF: 0.1 by default.
   */
  totpShare?: number
  /** People with a verified address each and no hostile values or names. */
  plain?: boolean
  /** The `sub` of each user that AdminCreateUser creates: random by default. */
  newSub?: () => string
  /** The same seed makes the same pool. */
  seed?: number
  latencyMs?: number
  /** `default` enforces Cognito's default request quotas. */
  quotas?: 'default' | 'none'
  /** Requests a second, by category; such a category is always enforced. */
  quota?: Record<string, number>
  s3Permissions?: S3Permissions
  /** IAM actions that are denied, e.g. `cognito-idp:ListGroups`. */
  deny?: string[]
  /** The scripted faults. */
  faults?: readonly Fault[]
  /** The shares of short and of empty pages. */
  shortPageShare?: number
  emptyPageShare?: number
  /** The behaviour of ListUsers with a filter on `sub`. */
  filterBehaviour?: FilterBehaviour
  /** The lifetime of page tokens: an hour by default. */
  expireTokensAfterMs?: number
  /**
   * AdminSetUserMFAPreference refuses a user who has a temporary password;
   * false by default, no source shows which is true.
   */
  mfaPreferenceNeedsConfirmed?: boolean
  /**
   * The delay before ListUsers and ListUsersInGroup show changes, on the
   * simulator's clock: 0 by default.
   */
  listDelayMs?: number
  /** All roles; without this option any role trusts any token. */
  roles?: SimulatedRole[]
  /** The OIDC providers of IAM: GitHub's, in every account, by default. */
  oidcProviders?: OidcProvider[]
  /** The longest session of a role, even less than 900 s. */
  sessionSeconds?: number
  /**
   * A session is valid for requests that were signed before its end, even if
   * they arrive later: for short sessions on a busy machine.
   */
  sessionsGoBySigning?: boolean
  /** The job that asks GitHub for ID tokens. */
  job?: JobOptions
}

/** A simulator that runs. */
export interface Simulator extends PoolAccess, BucketAccess, ImportAccess {
  readonly endpoint: string
  readonly region: string
  readonly accountId: string
  /** The pool with the synthetic people. */
  readonly userPoolId: string
  /** An empty pool with the same settings. */
  readonly emptyUserPoolId: string
  readonly bucket: string
  readonly kmsKeyArn: string
  /** The environment of a job with the permission `id-token: write`. */
  readonly idTokenRequest: { url: string; token: string }
  stats: () => Stats
  /** The breaches of AWS's own models in requests of the action. */
  requests: () => RequestFindings
  resetStats: () => void
  /** Every secret generated or received so far: no snapshot may hold one. */
  secrets: () => string[]
  /** Puts the simulator's clock on, by milliseconds. */
  advanceClock: (ms: number) => void
  /** Denies exactly these IAM actions from now on. */
  deny: (actions: string[]) => void
  /** From now on exactly these faults; calls are counted from now. */
  setFaults: (faults: readonly Fault[]) => void
  /** … and these at random; undefined stops them. */
  setWeather: (weather: Weather | undefined) => void
  close: () => Promise<void>
}

/** Starts a simulator on the loopback interface. */
export async function startSimulator(
  options: SimulatorOptions = {}
): Promise<Simulator> {
  const { seed = 1, signIn = 'username', mfa = 'OFF' } = options
  const clock = new MovableClock(options)
  const account = createAccount(seed, clock, options)
  const ledger = new Ledger()
  const permissions = new Permissions(
    account,
    options.deny ?? [],
    options.s3Permissions ?? 'full'
  )
  const sessions = new Sessions(
    clock,
    options.sessionSeconds ?? Infinity,
    options.sessionsGoBySigning ?? false
  )
  const idTokens = new IdTokens(clock, options.job ?? {})
  const quotas = new Quotas(
    clock,
    options.quotas ?? 'none',
    options.quota ?? {}
  )
  const triggers = new Triggers(account.region, ledger)
  const lists = new ListDelay(clock, options.listDelayMs ?? 0)
  const imports = new ImportJobs(
    account,
    seededRandom(seedFor(seed, -5)),
    importSettings(options),
    lists
  )
  const cognito: CognitoState = {
    account,
    imports,
    recoveries: new Recoveries(clock, options),
    facts: accountFacts(options),
    pools: new Map(),
    places: new Map(),
    ledger,
    quotas,
    filterBehaviour: options.filterBehaviour ?? 'documented',
    secrets: new Secrets(seededRandom(seedFor(seed, -3))),
    random: seededRandom(seedFor(seed, -4)),
    newSub: options.newSub ?? newSub,
    messages: new Messages(clock, ledger, triggers),
    triggers,
    lists,
    mfaPreferenceNeedsConfirmed: options.mfaPreferenceNeedsConfirmed ?? false,
    pager: new Pager(
      new PageTokens(clock, options.expireTokensAfterMs),
      {
        short: options.shortPageShare ?? 0.02,
        empty: options.emptyPageShare ?? 0.01
      },
      seededRandom(seedFor(seed, -2))
    )
  }
  cognito.places.set(placeKey(account.region, account.accountId), cognito)
  const people: PeopleOptions = {
    seed,
    signIn,
    mfa,
    disabledShare: options.disabledShare ?? 0,
    federatedShare: options.federatedShare ?? 0,
    noUsernameShare: options.noUsernameShare ?? 0,
    totpShare: options.totpShare ?? 0.1,
    plain: options.plain ?? false
  }
  const { users = 0, groups = 0, membershipsPerUser = 0 } = options
  const addPool = (name: string, onDemand = 0) => {
    const settings = poolSettings(name, signIn, mfa)
    const directory =
      onDemand > 0 ? new PeopleOnDemand(settings, onDemand, people) : undefined
    const pool = new Pool(account, settings, undefined, directory)
    cognito.pools.set(pool.id, pool)
    return pool
  }
  const seeded = addPool('customers', options.onDemand === true ? users : 0)
  const empty = addPool('customers-restored')
  const stored = options.onDemand === true ? 0 : users
  seedPool(seeded, account, {
    ...people,
    users: stored,
    groups,
    membershipsPerUser
  })
  seedDefinition(seeded, cognito)
  if (options.recovery && !options.onDemand)
    for (const pool of [seeded, empty]) pool.keepHistory(clock)
  const pools = poolAccess(cognito)
  const store = new ObjectStore(clock)
  const faults = new FaultScript(
    options.faults ?? [],
    seededRandom(seedFor(seed, -6)),
    clock
  )
  const stats = () => ledger.read(quotas.use(), faults.met())
  const resetStats = () => {
    ledger.reset()
    faults.reset()
    quotas.resetUse()
  }

  const requests = createRequestCheck()
  const server = createSimulatorServer({
    ...options,
    services: [
      githubService(idTokens),
      cognitoService(cognito, permissions, sessions),
      stsService(account, sessions, {
        permissions,
        roles: options.roles,
        providers: options.oidcProviders ?? [githubProvider],
        isGenuine: token => idTokens.isGenuine(token)
      }),
      importUploadService(imports, account),
      s3Service({ account, permissions, sessions, store })
    ],
    ledger,
    requests,
    faultOf: call => faults.take(call),
    latencyMs: options.latencyMs ?? 0,
    control: controlEndpoint({
      permissions,
      faults,
      requests,
      clock,
      pools,
      stats,
      resetStats
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const endpoint = `http://127.0.0.1:${port}`
  imports.endpoint = endpoint

  return {
    endpoint,
    region: account.region,
    accountId: account.accountId,
    userPoolId: seeded.id,
    emptyUserPoolId: empty.id,
    bucket: account.bucket,
    kmsKeyArn: account.kmsKeyArn,
    idTokenRequest: {
      url: `${endpoint}${idTokenPath}?api-version=2.0`,
      token: idTokens.requestToken
    },
    stats,
    requests: () => requests.findings(),
    resetStats,
    secrets: () => cognito.secrets.all(),
    advanceClock: ms => clock.advance(ms),
    deny: actions => permissions.deny(actions),
    setFaults: scripted => faults.set(scripted),
    setWeather: weather => faults.setWeather(weather),
    ...pools,
    ...importAccess(cognito),
    ...bucketAccess(store),
    close: () =>
      new Promise(resolve => {
        imports.close()
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
