import { benchmarkCreatePool } from './create-pool-benchmark.ts'
import { benchmarkExport } from './export-benchmark.ts'
import { benchmarkMemory } from './memory-benchmark.ts'
import { benchmarkMonth } from './month/month-benchmark.ts'
import { monthTable } from './month/table.ts'
import { UsageError } from './option-values.ts'
import { benchmarkOneUser } from './one-user-benchmark.ts'
import { parseOptions, type Options } from './options.ts'
import { benchmarkPeers } from './peers/peers-benchmark.ts'
import { peersTable } from './peers/table.ts'
import { usage } from './usage.ts'
import { benchmarkRestore } from './restore-benchmark.ts'
import { benchmarkScale } from './scale/scale-benchmark.ts'
import { scaleTable } from './scale/table.ts'
import {
  createPoolTable,
  exportTable,
  memoryTable,
  oneUserTable,
  restoreTable
} from './table.ts'

// Whoever stops a benchmark stops the processes that it started, and its
// temporary files are removed, before it ends itself.
const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
process.once('SIGTERM', () => stop.abort())

try {
  process.exitCode = await main(process.argv.slice(2), stop.signal)
} catch (error) {
  process.exitCode = complain(error)
}

/** The command line: measures, prints, and says how the process is to end. */
async function main(
  args: readonly string[],
  signal: AbortSignal
): Promise<number> {
  const options = parseOptions(args)
  if (options === 'help') {
    process.stdout.write(usage)
    return 0
  }
  const { result, table } = await measure(options, signal)
  console.log(options.json ? JSON.stringify(result) : table)
  for (const problem of result.problems) console.error(problem)
  return result.problems.length === 0 ? 0 : 1
}

async function measure(options: Options, signal: AbortSignal) {
  switch (options.command) {
    case 'export': {
      const result = await benchmarkExport(options, signal)
      return { result, table: exportTable(result) }
    }
    case 'restore': {
      const result = await benchmarkRestore(options, signal)
      return { result, table: restoreTable(result) }
    }
    case 'one-user': {
      const result = await benchmarkOneUser(options, signal)
      return { result, table: oneUserTable(result) }
    }
    case 'create-pool': {
      const result = await benchmarkCreatePool(options, signal)
      return { result, table: createPoolTable(result) }
    }
    case 'memory': {
      const result = await benchmarkMemory(options, signal)
      return { result, table: memoryTable(result) }
    }
    case 'scale': {
      const result = await benchmarkScale(options, signal)
      return { result, table: scaleTable(result) }
    }
    case 'month': {
      const result = await benchmarkMonth(options, signal)
      return { result, table: monthTable(result) }
    }
    case 'peers': {
      const result = await benchmarkPeers(options, signal)
      return { result, table: peersTable(result) }
    }
  }
}

function complain(error: unknown): number {
  if (stop.signal.aborted) {
    console.error('Stopped.')
    return 130
  }
  if (error instanceof UsageError) {
    console.error(`${error.message}\nTry npm run bench -- --help.`)
    return 2
  }
  console.error(error instanceof Error ? error.message : error)
  return 1
}
