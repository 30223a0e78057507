import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { defaultQuotas } from '../../simulator/quota-table.ts'
import { runAction, type ActionRun } from '../../simulator/run-action.ts'
import { measured, stopWith, type ProcessUsage } from './measured-process.ts'
import type { SimulatorProcess } from './simulator-process.ts'

/** One run of dist/index.js, and what it took. */
export interface MeasuredAction {
  action: ActionRun
  /** With Node's start. */
  elapsedSeconds: number
  usage: ProcessUsage
}

/**
 * Runs the action against the simulator and measures it.
 *
 * @throws Error when the action was killed
 */
export async function measureAction(
  { endpoint, signal }: SimulatorProcess,
  inputs: Record<string, string>
): Promise<MeasuredAction> {
  let startedAt = 0
  const { result: action, usage } = await measured(env =>
    runAction(endpoint, inputs, {
      // A runner has nothing compiled before.
      env: { ...env, NODE_COMPILE_CACHE: undefined },
      onStart: child => {
        startedAt = performance.now()
        stopWith(child, signal)
      }
    })
  )
  const elapsedSeconds = (performance.now() - startedAt) / 1000
  signal.throwIfAborted()
  if (usage === undefined)
    throw new Error(`The action was killed.\n${action.stdout}${action.stderr}`)
  return { action, elapsedSeconds, usage }
}

export interface Pace {
  quotas: 'default' | 'none'
  quotaShare: number
}

/**
 * The inputs that set the pace. An older build without them, as action.yml
 * tells, doesn't pace itself and would refuse them.
 */
export async function pacingInputs(
  pace: Pace
): Promise<Record<string, string>> {
  const file = new URL('../../action.yml', import.meta.url)
  const action = parse(await readFile(file, 'utf8')) as { inputs: object }
  const unlimited = Object.keys(defaultQuotas).map(name => `${name}=100000`)
  const inputs = {
    'quota-share': String(pace.quotaShare),
    quotas: pace.quotas === 'none' ? unlimited.join('\n') : 'none'
  }
  const known = Object.entries(inputs).filter(([name]) =>
    Object.hasOwn(action.inputs, name)
  )
  if (known.length < Object.keys(inputs).length)
    console.error('This build lacks quota-share or quotas: no pace is set.')
  return Object.fromEntries(known)
}

/** Why a run that failed says nothing; `undefined` when it succeeded. */
export function failureOf(action: ActionRun, what: string): string | undefined {
  return action.exitCode === 0
    ? undefined
    : `The ${what} failed with exit code ${action.exitCode ?? 'none'}:\n${action.stdout}${action.stderr}`
}

/** An output that counts something; `undefined` when it wasn't set. */
export function countIn(
  { outputs }: ActionRun,
  name: string
): number | undefined {
  const value = outputs[name]
  return value === undefined || value === '' ? undefined : Number(value)
}
