import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Loaded into a process that is measured, by `NODE_OPTIONS=--import`: when the
 * process ends, says what it took. JavaScript, because loading Node's compiler
 * for a TypeScript file takes memory and time that would be measured as well.
 */
process.once('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  writeFileSync(
    process.env.BENCHMARK_USAGE_FILE,
    JSON.stringify({
      cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
      peakMemoryKiB: peakKiB() ?? maxRSS
    })
  )
})

/**
 * The peak since this program was loaded. On Linux, maxRSS is at least that of
 * the parent process at the time of the fork, which is of no interest here.
 */
function peakKiB() {
  try {
    const status = readFileSync('/proc/self/status', 'utf8')
    const [, kiB] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? []
    return kiB === undefined ? undefined : Number(kiB)
  } catch {
    return undefined
  }
}
