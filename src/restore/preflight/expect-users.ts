import { amount } from '../../shared/amount.ts'
import { UserError } from '../../shared/errors.ts'
import type { PlanTally } from '../plan/tally.ts'
import type { RestorePolicies } from '../policies.ts'

/**
 * Refuses a restore that would skip every user, or leave every user alone
 * because of a conflict. That is most likely not what the person wanted.
 *
 * @throws UserError `nothing-restored`, with the inputs that change it
 */
export function expectUsersToRestore(
  tally: PlanTally,
  policies: RestorePolicies
): void {
  const { skipped, skip, conflicts, users } = tally
  if (users === 0 || skip + conflicts < users) return
  const ways: [count: number, what: string, way: string][] = [
    [
      skipped['no-username'],
      'without a username of their own',
      policies.usersWithoutUsername === 'recreate'
        ? 'an e-mail address or a phone number that the pool signs in with'
        : 'users-without-username: recreate'
    ],
    [skipped['mfa-protected'], 'protected by MFA', 'mfa-users: restore'],
    [
      skipped.federated,
      'federated',
      policies.federatedUsers === 'link'
        ? 'an e-mail address or a phone number that the pool signs in with'
        : 'federated-users: link'
    ],
    [
      conflicts,
      'not proven to be the user of the pool with the same name or address',
      'a verified address of those users, if they are the same people; their removal from the pool, if they are others'
    ]
  ]
  const known = ways.filter(([count]) => count > 0)
  const reasons = known.map(([count, what]) => `${count} ${what}`)
  const changes = new Set(known.map(([, , way]) => way))
  throw new UserError(
    'nothing-restored',
    `Nothing was restored, because all of ${amount(users, 'user')} would be ${conflicts === 0 ? 'skipped' : 'skipped or left alone'}: ${reasons.join(', ')}. What changes that: ${[...changes].join(', ')}.`
  )
}
