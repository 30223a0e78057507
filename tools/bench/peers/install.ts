import { execFile } from 'node:child_process'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** What is compared, and the AWS SDK that it asks for, newest of their kind. */
const VERSIONS = { 'cognito-backup-restore': '1.3.2', 'aws-sdk': '2.1693.0' }

/** Name and version of the tool. */
export const PEER = `cognito-backup-restore ${VERSIONS['cognito-backup-restore']}`

/**
 * Installs the tool for the benchmark alone, once, outside this package's own
 * dependencies, without running scripts of what is installed.
 *
 * @returns the path of its command line
 * @throws Error when npm can't install it
 */
export async function installPeer(signal: AbortSignal): Promise<string> {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const folder = join(root, 'node_modules/.cache', PEER.replace(' ', '-'))
  const cli = join(
    folder,
    'node_modules/cognito-backup-restore/build/cli/cli.js'
  )
  const complete = join(folder, 'complete')
  if (await exists(complete)) return cli
  console.error(`Installing ${PEER} …`)
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies: VERSIONS })
  )
  try {
    await promisify(execFile)(
      'npm',
      ['install', '--ignore-scripts', '--no-audit', '--no-fund'],
      { cwd: folder, signal }
    )
  } catch (error) {
    signal.throwIfAborted()
    throw new Error(
      `${PEER} could not be installed: npm needs a registry for its first run.`,
      { cause: error }
    )
  }
  await writeFile(complete, '')
  return cli
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch {
    return false
  }
}
