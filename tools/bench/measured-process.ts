import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a process took, from its start to its end, with all its threads. */
export interface ProcessUsage {
  /** User and system time together. */
  cpuSeconds: number
  /** The most memory that was resident at any time, in units of 1024 bytes. */
  peakMemoryKiB: number
}

/**
 * Runs a Node process whose use of CPU and memory is measured.
 *
 * @param run starts the process with these variables in its environment and
 *   resolves when it has ended
 * @returns no usage when the process was killed
 */
export async function measured<Result>(
  run: (env: Record<string, string>) => Promise<Result>
): Promise<{ result: Result; usage: ProcessUsage | undefined }> {
  const preload = new URL('report-usage.js', import.meta.url).href
  return await inTemporaryFolder(async folder => {
    const file = join(folder, 'usage.json')
    const result = await run({
      NODE_OPTIONS: `--import=${preload}`,
      BENCHMARK_USAGE_FILE: file
    })
    return { result, usage: await readUsage(file) }
  })
}

async function readUsage(file: string): Promise<ProcessUsage | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ProcessUsage
  } catch {
    return undefined
  }
}

/** Hands over a new folder and removes it afterwards, whatever happens. */
export async function inTemporaryFolder<Result>(
  use: (folder: string) => Promise<Result>
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'benchmark-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Kills a process when the signal says so, or when this process ends. */
export function stopWith(child: ChildProcess, signal: AbortSignal): void {
  const kill = () => void child.kill('SIGKILL')
  signal.addEventListener('abort', kill)
  process.once('exit', kill)
  child.once('close', () => {
    signal.removeEventListener('abort', kill)
    process.removeListener('exit', kill)
  })
  if (signal.aborted) kill()
}
