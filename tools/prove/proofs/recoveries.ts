import { EXPLAINED } from '../../../src/restore/apply/notice-recovery.ts'
import { ACCEPTED } from '../answer.ts'
import { holds, type Proof } from '../proof.ts'
import { recoveryTrial } from '../recovery-trial.ts'
import { seconds } from '../wait-for.ts'

const needs = { pool: 'recoverable' } as const

/** Users whom one trial creates, or tries to. */
const USERS = 2

/** What the documentation of InitiatePointInTimeRecovery names. */
const ENTITIES = ['Users', 'Groups', 'User MFAs', 'Passkeys']

/** What a preview of a point-in-time recovery does, and its end. */
export const recoveryProofs: readonly Proof[] = [
  {
    id: 'recovery-refuses',
    needs,
    users: USERS,
    async try(lab) {
      const { whileBlocked } = await recoveryTrial(lab)
      return holds(
        whileBlocked !== ACCEPTED && !EXPLAINED.includes(whileBlocked),
        whileBlocked
      )
    }
  },
  {
    id: 'recovery-counts',
    needs,
    users: USERS,
    async try(lab) {
      const { preview } = await recoveryTrial(lab)
      const counted = (preview.preview ?? []).filter(
        ({ created, updated, deleted }) =>
          ![created, updated, deleted].includes(undefined)
      )
      const named = counted.map(({ entity }) => entity)
      return holds(
        ENTITIES.every(entity => named.includes(entity)),
        `with all counts: ${named.join(', ') || 'none'}`
      )
    }
  },
  {
    id: 'recovery-trigger',
    needs,
    users: USERS,
    async try(lab) {
      const { begun } = await recoveryTrial(lab)
      const isThere = begun.triggeredAt !== undefined
      return holds(isThere, `there: ${isThere}`)
    }
  },
  {
    id: 'recovery-cancelled',
    needs,
    users: USERS,
    async try(lab) {
      const { writesAfter } = await recoveryTrial(lab)
      return holds(writesAfter < Infinity, `a write ${seconds(writesAfter)}`)
    }
  }
]
