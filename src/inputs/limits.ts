import type { AlarmLimits } from '../compare/alarms.ts'
import type { Values } from './table.ts'

/** How much may change, of a comparison or a verification. */
export function limitsOf(values: Values<'verify' | 'compare'>): AlarmLimits {
  return {
    maxGone: values['max-gone'],
    maxChanged: values['max-changed'],
    maxMembershipsGone: values['max-memberships-gone']
  }
}
