import { randomUUID } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { CognitoError } from '../protocol/errors.ts'
import type { Pool } from '../state/pool.ts'
import { goBack, pastOf, previewOf, type Past } from './past.ts'
import {
  defaultRecoverySettings,
  withChanges,
  type RecoveryChanges,
  type RecoveryErrors,
  type RecoveryOptions,
  type RecoverySettings
} from './settings.ts'

export type RestoreStatus =
  | 'PREVIEW_GENERATING'
  | 'PREVIEW_CANCELLED'
  | 'PREVIEW_EXPIRED'
  | 'RESTORING'
  | RecoverySettings['previewEnds']
  | RecoverySettings['restoreEnds']

/** A recovery of a pool; times in milliseconds since the epoch. */
export interface Recovery {
  readonly id: string
  readonly pool: Pool
  readonly sequence: number
  readonly past: Past
  readonly recoverTo: number
  readonly initiatedAt: number
  startedAt: number | undefined
  completedAt: number | undefined
  status: RestoreStatus
  preview: object[] | undefined
}

/** "you didn't start or cancel the recovery within 24 hours". */
const expiryMs = 24 * 60 * 60 * 1000

const ended: ReadonlySet<RestoreStatus> = new Set<RestoreStatus>([
  'PREVIEW_CANCELLED',
  'PREVIEW_EXPIRED',
  'PREVIEW_GENERATION_FAILED',
  'RESTORE_COMPLETED'
])

/** A recovery blocks writes until it ends, even one that AWS has aborted. */
export const isActive = ({ status }: Recovery) => !ended.has(status)

/**
 * The point-in-time recoveries of an account. Their status depends on the clock
 * alone.
 *
 * Source: API reference, RestorationType and the five operations.
 */
export class Recoveries {
  /** Whether pools keep the history that a recovery needs. */
  readonly areSupported: boolean
  readonly #clock: Clock
  #settings: RecoverySettings
  readonly #all: Recovery[] = []

  constructor(clock: Clock, { recovery }: RecoveryOptions) {
    this.areSupported = recovery !== undefined
    this.#clock = clock
    this.#settings = withChanges(defaultRecoverySettings, recovery ?? {})
  }

  change(changes: RecoveryChanges): void {
    this.advance()
    this.#settings = withChanges(this.#settings, changes)
  }

  /** All of the account, the oldest first. */
  all(): readonly Recovery[] {
    this.advance()
    return this.#all
  }

  activeOf(pool: Pool): Recovery | undefined {
    return this.all().find(one => one.pool === pool && isActive(one))
  }

  find(pool: Pool, id: string): Recovery | undefined {
    return this.all().find(one => one.pool === pool && one.id === id)
  }

  /** The caller has checked the conditions. */
  initiate(pool: Pool, recoverTo: number): Recovery {
    if (pool.history === undefined) throw this.error('unsupported')
    const recovery: Recovery = {
      id: randomUUID(),
      pool,
      sequence: this.#all.length,
      past: pastOf(pool.history, recoverTo),
      recoverTo,
      initiatedAt: this.#clock.now(),
      startedAt: undefined,
      completedAt: undefined,
      status: 'PREVIEW_GENERATING',
      preview: undefined
    }
    this.#all.push(recovery)
    return recovery
  }

  start(recovery: Recovery): void {
    if (recovery.status !== 'PREVIEW_GENERATED') throw this.error('status')
    recovery.startedAt = this.#clock.now()
    recovery.status = 'RESTORING'
  }

  cancel(recovery: Recovery): void {
    if (!isPreview(recovery)) throw this.error('status')
    recovery.status = 'PREVIEW_CANCELLED'
    recovery.preview = undefined
  }

  /** Throws if an active recovery blocks writes to the pool. */
  refuseWrite(pool: Pool): void {
    if (this.activeOf(pool)) throw this.error('write')
  }

  error(reason: keyof RecoveryErrors): CognitoError {
    return new CognitoError(this.#settings.errors[reason], sentences[reason])
  }

  /** Does all that is due by now. */
  advance(): void {
    const now = this.#clock.now()
    for (const recovery of this.#all) {
      if (isPreview(recovery) && now >= recovery.initiatedAt + expiryMs) {
        recovery.status = 'PREVIEW_EXPIRED'
        recovery.preview = undefined
      }
      this.#generate(recovery, now)
      this.#complete(recovery, now)
    }
  }

  #generate(recovery: Recovery, now: number): void {
    const { previewMs, previewEnds } = this.#settings
    if (recovery.status !== 'PREVIEW_GENERATING') return
    if (now < recovery.initiatedAt + previewMs) return
    recovery.status = previewEnds
    if (previewEnds === 'PREVIEW_GENERATED')
      recovery.preview = previewOf(recovery.pool, recovery.past)
  }

  /** Inferred: a recovery that AWS aborts has changed nothing. */
  #complete(recovery: Recovery, now: number): void {
    const { restoreMs, restoreEnds } = this.#settings
    const { startedAt, pool, past } = recovery
    if (recovery.status !== 'RESTORING' || startedAt === undefined) return
    if (now < startedAt + restoreMs) return
    recovery.status = restoreEnds
    if (restoreEnds !== 'RESTORE_COMPLETED') return
    recovery.completedAt = now
    goBack(pool, past)
  }
}

const isPreview = ({ status }: Recovery) =>
  status === 'PREVIEW_GENERATING' || status === 'PREVIEW_GENERATED'

const sentences: Readonly<Record<keyof RecoveryErrors, string>> = {
  write: 'A point-in-time recovery of the user pool is in progress.',
  active: 'The user pool already has an active point-in-time recovery.',
  limit: 'The limit of point-in-time recoveries is exceeded.',
  importJob: 'A user import job is in progress for the user pool.',
  unsupported: 'The user pool does not support point-in-time recovery.',
  status: 'The recovery is in a status that does not allow this operation.'
}
