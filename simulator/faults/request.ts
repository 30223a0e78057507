import { isFaultName } from './catalogue.ts'
import type { Fault } from './script.ts'

/**
 * Reads the faults in an HTTP request: a list of `{ "does": "slow-down",
 * "operation": "PutObject", "holding": "/users/", "from": 1, "times": 1,
 * "every": 1 }`, all but `does` optional; `"times": "all"` is for all calls
 * that follow.
 *
 * @returns undefined for any other value
 */
export function readFaults(value: unknown): Fault[] | undefined {
  if (!Array.isArray(value)) return undefined
  const faults = value.map(readFault)
  return faults.every(fault => fault !== undefined) ? faults : undefined
}

const COUNTS = ['from', 'times', 'every', 'lastsMs'] as const
const KNOWN = ['does', 'operation', 'holding', ...COUNTS]

function readFault(value: unknown): Fault | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const members = value as Record<string, unknown>
  if (Object.keys(members).some(name => !KNOWN.includes(name))) return undefined
  const { does, operation, holding } = members
  if (typeof does !== 'string' || !isFaultName(does)) return undefined
  const fault: Fault = { does }
  if (operation !== undefined) {
    if (typeof operation !== 'string') return undefined
    fault.operation = operation
  }
  if (holding !== undefined) {
    if (typeof holding !== 'string') return undefined
    fault.holding = holding
  }
  for (const name of COUNTS) {
    const count = members[name] === 'all' ? Infinity : members[name]
    if (count === undefined) continue
    if (typeof count !== 'number' || !(count >= 1)) return undefined
    fault[name] = count
  }
  return fault
}
