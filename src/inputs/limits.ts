import type { AlarmLimits } from '../compare/alarms.ts'
import { refusal } from './refusal.ts'
import type { Values } from './table.ts'

/** How much may change, of a comparison or a verification. */
export function limitsOf(values: Values<'verify' | 'compare'>): AlarmLimits {
  return {
    maxGone: values['max-gone'],
    maxChanged: values['max-changed'],
    maxMembershipsGone: values['max-memberships-gone']
  }
}

/**
 * Refuses a limit where no alarm could ever ring.
 *
 * @throws UserError `input`
 */
export function refuseLimits(
  values: Values<'verify' | 'compare'>,
  problem: string
): void {
  for (const name of [
    'max-gone',
    'max-changed',
    'max-memberships-gone'
  ] as const) {
    if (values[name].text !== 'none') throw refusal(name, problem)
  }
}
