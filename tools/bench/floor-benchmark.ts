import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import {
  inTemporaryFolder,
  measured,
  stopWith,
  type ProcessUsage
} from './measured-process.ts'
import { groupsOn, pagesOf } from './pool-content.ts'
import type { SimulatorProcess } from './simulator-process.ts'

/**
 * Measures the CPU time that nobody who exports these users can save: see
 * floor.js, which works on the pages that the simulator gives to everyone.
 */
export async function measureFloor(
  simulator: SimulatorProcess,
  users: number
): Promise<ProcessUsage> {
  return await inTemporaryFolder(async folder => {
    const pages = join(folder, 'pages')
    await savePages(simulator, pages)
    const script = fileURLToPath(new URL('floor.js', import.meta.url))
    const { result, usage } = await measured(async env => {
      const child = spawn(process.execPath, [script, pages], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'inherit']
      })
      stopWith(child, simulator.signal)
      const closed = once(child, 'close')
      const answer = await text(child.stdout)
      await closed
      return answer
    })
    simulator.signal.throwIfAborted()
    if (usage === undefined || result === '')
      throw new Error('The floor could not be measured.')
    const seen = (JSON.parse(result) as { users: number }).users
    if (seen !== users)
      throw new Error(`The floor saw ${seen} users, the pool has ${users}.`)
    return usage
  })
}

/**
 * Saves all pages of users and of the members of each group, each after a byte
 * that tells which (0 or 1) and its length, a 32-bit number.
 */
async function savePages(
  simulator: SimulatorProcess,
  file: string
): Promise<void> {
  const handle = await open(file, 'w')
  const save = async (kind: 0 | 1, page: Buffer) => {
    const head = Buffer.alloc(5)
    head.writeUInt8(kind)
    head.writeUInt32BE(page.length, 1)
    await handle.appendFile(Buffer.concat([head, page]))
  }
  try {
    for await (const page of pagesOf(simulator, 'ListUsers')) {
      await save(0, page)
    }
    for await (const page of pagesOf(simulator, 'ListGroups')) {
      for (const GroupName of groupsOn(page)) {
        const members = pagesOf(simulator, 'ListUsersInGroup', { GroupName })
        for await (const page of members) await save(1, page)
      }
    }
  } finally {
    await handle.close()
  }
}
