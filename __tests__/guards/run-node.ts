import { spawn } from 'node:child_process'
import { GuardError } from './guard.ts'

/**
 * Runs Node.js in a folder until it ends.
 *
 * @param args its arguments, the script among them
 * @param timeoutMs how long it may take, in milliseconds
 * @returns its exit code, and all that it printed
 * @throws GuardError when it takes longer; an AbortError
 */
export async function runNode(
  folder: string,
  args: readonly string[],
  timeoutMs: number,
  signal: AbortSignal
): Promise<{ exitCode: number | null; text: string }> {
  const timeout = AbortSignal.timeout(timeoutMs)
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A removed guard may leave a loop that no other signal ends.
    killSignal: 'SIGKILL',
    signal: AbortSignal.any([signal, timeout])
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  }
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    return { exitCode, text }
  } catch (error) {
    if (signal.aborted || !timeout.aborted) throw error
    throw new GuardError(`It did not end within ${timeoutMs / 1000} s`)
  }
}
