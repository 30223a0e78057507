import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import {
  inTemporaryFolder,
  measured,
  stopWith,
  type ProcessUsage
} from '../measured-process.ts'
import type { SimulatorProcess } from '../simulator-process.ts'

/** One run of a tool's command line, and what it took. */
export interface MeasuredCommand {
  elapsedSeconds: number
  usage: ProcessUsage
  exitCode: number | null
}

/** Meets the seeded pool's password policy. */
const TEMPORARY_PASSWORD = 'Temporary-Passw0rd!'

/**
 * Backs up the seeded pool with cognito-backup-restore and restores it into the
 * empty one, as its README shows: with a temporary password, so that it sends
 * nobody an invitation, and with credentials of the environment.
 *
 * @param betweenSteps is called after the backup
 */
export async function runPeer(
  simulator: SimulatorProcess,
  cli: string,
  betweenSteps: () => Promise<void>
): Promise<{ backup: MeasuredCommand; restore: MeasuredCommand }> {
  const { userPoolId, emptyUserPoolId } = simulator
  return await inTemporaryFolder(async folder => {
    const run = (args: string[]) => runCommand(simulator, cli, args)
    const backup = await run([
      'backup',
      `--userpool=${userPoolId}`,
      `--directory=${folder}`,
      '--delay=0'
    ])
    await betweenSteps()
    const restore = await run([
      'restore',
      `--userpool=${emptyUserPoolId}`,
      `--file=${join(folder, `${userPoolId}.json`)}`,
      `--password=${TEMPORARY_PASSWORD}`
    ])
    return { backup, restore }
  })
}

async function runCommand(
  { endpoint, region, signal }: SimulatorProcess,
  cli: string,
  args: string[]
): Promise<MeasuredCommand> {
  const preload = new URL('endpoint.js', import.meta.url).href
  let startedAt = 0
  const { result: exitCode, usage } = await measured(async env => {
    startedAt = performance.now()
    const child = spawn(
      process.execPath,
      [`--import=${preload}`, cli, ...args, '--env', `--region=${region}`],
      {
        env: {
          PATH: process.env['PATH'],
          AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
          AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
          PEER_ENDPOINT: endpoint,
          ...env
        },
        stdio: 'ignore'
      }
    )
    stopWith(child, signal)
    const [code] = (await once(child, 'close')) as [number | null]
    return code
  })
  const elapsedSeconds = (performance.now() - startedAt) / 1000
  signal.throwIfAborted()
  if (usage === undefined) throw new Error(`${cli} was killed.`)
  return { elapsedSeconds, usage, exitCode }
}
