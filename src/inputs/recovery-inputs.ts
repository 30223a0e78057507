import { RECOVER_ACTIONS } from '../shared/recovery-facts.ts'
import {
  choice,
  duration,
  matching,
  optional,
  whole,
  type Input
} from './kinds.ts'
import { time } from './values.ts'

const RECOVER = ['recover'] as const

/** The inputs that mode recover alone takes, for the table of all inputs. */
export const RECOVERY_INPUTS = {
  recovery: {
    default: 'check',
    modes: RECOVER,
    read: choice(...RECOVER_ACTIONS)
  },
  'recover-to': {
    default: 'none',
    example: '2026-11-29T08:30:00Z',
    modes: RECOVER,
    read: optional(time)
  },
  'block-writes-for': {
    default: 'auto',
    example: '2h',
    modes: RECOVER,
    read: optional(
      duration(1, 24 * 3_600_000, 'is neither auto nor a duration up to 24h')
    )
  },
  'recovery-id': {
    default: 'none',
    example: '0f6b1e4c-2d3a-4b5c-8d9e-1f2a3b4c5d6e',
    modes: RECOVER,
    read: optional(
      // RestoreIdType of the service model.
      matching(
        /^(active|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
        'is neither active nor the id of a recovery'
      )
    )
  },
  'max-deleted': {
    default: '0',
    modes: RECOVER,
    read: whole(0, 999_999_999)
  }
} satisfies Record<string, Input>
