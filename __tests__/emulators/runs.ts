import {
  runAction,
  type ActionOptions,
  type ActionRun
} from '../../simulator/run-action.ts'
import { runHere } from '../fixtures/run-here.ts'
import { UNLIMITED_QUOTAS } from '../fixtures/unlimited-quotas.ts'
import { createBucket, createKey, endpoint, REGION } from './emulator.ts'

/** Where a test's snapshots go. */
export interface Store {
  bucket: string
  key: string
}

export async function createStore(isVersioned = true): Promise<Store> {
  const [bucket, key] = await Promise.all([
    createBucket(isVersioned),
    createKey()
  ])
  return { bucket, key }
}

/** In this process; a run that is to be stopped is one of dist/index.js. */
function run(
  at: string,
  inputs: Record<string, string>,
  options: ActionOptions
): Promise<ActionRun> {
  return options.onStart === undefined
    ? runHere(at, inputs, { env: options.env ?? {} })
    : runAction(at, inputs, options)
}

/** Exports a pool, as a workflow would. */
export function runExport(
  pool: string,
  store: Store,
  inputs: Record<string, string> = {},
  at = endpoint,
  env: ActionOptions['env'] = {}
): Promise<ActionRun> {
  return run(
    at,
    {
      mode: 'export',
      'user-pool-id': pool,
      bucket: store.bucket,
      'kms-key-id': store.key,
      quotas: UNLIMITED_QUOTAS,
      ...inputs
    },
    { env }
  )
}

/** Restores the newest snapshot of `source` into `target`. */
export function runRestore(
  source: string,
  target: string,
  store: Store,
  inputs: Record<string, string> = {},
  at = endpoint,
  options: ActionOptions = {}
): Promise<ActionRun> {
  return run(
    at,
    {
      mode: 'restore',
      'user-pool-id': target,
      'source-user-pool-id': source,
      bucket: store.bucket,
      quotas: UNLIMITED_QUOTAS,
      ...inputs
    },
    options
  )
}

/** Verifies the newest snapshot of `source`, without touching a pool. */
export function runVerify(
  source: string,
  store: Pick<Store, 'bucket'>,
  inputs: Record<string, string> = {},
  at = endpoint,
  env: ActionOptions['env'] = {}
): Promise<ActionRun> {
  return run(
    at,
    {
      mode: 'verify',
      'source-user-pool-id': source,
      bucket: store.bucket,
      quotas: UNLIMITED_QUOTAS,
      ...inputs
    },
    { env }
  )
}

/** Compares the newest snapshot of `source` with what the inputs name. */
export function runCompare(
  source: string,
  store: Pick<Store, 'bucket'>,
  inputs: Record<string, string>,
  at = endpoint
): Promise<ActionRun> {
  return run(
    at,
    {
      mode: 'compare',
      'source-user-pool-id': source,
      bucket: store.bucket,
      quotas: UNLIMITED_QUOTAS,
      ...inputs
    },
    {}
  )
}

/** Makes a pool from the newest snapshot of `source`. */
export function runCreatePool(
  source: string,
  store: Store,
  inputs: Record<string, string>,
  at = endpoint
): Promise<ActionRun> {
  return run(
    at,
    {
      mode: 'create-pool',
      'source-user-pool-id': source,
      bucket: store.bucket,
      'kms-key-id': store.key,
      'aws-region': REGION,
      quotas: UNLIMITED_QUOTAS,
      ...inputs
    },
    {}
  )
}

/** Cognito's own recovery of a pool. */
export function runRecover(
  pool: string,
  inputs: Record<string, string>,
  at = endpoint
): Promise<ActionRun> {
  return run(
    at,
    {
      mode: 'recover',
      'user-pool-id': pool,
      quotas: UNLIMITED_QUOTAS,
      ...inputs
    },
    {}
  )
}
