import { amount } from '../../shared/amount.ts'
import type { Finding } from '../parts/made-part.ts'
import type { TargetSeen } from './pool-facts.ts'

/** What stands in the way where the new pool comes to be, by the part's name. */
export function targetFindings({
  sameName,
  domains
}: TargetSeen): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>()
  if (sameName !== 'unknown' && sameName.length > 0) {
    found.set('pool', [samePools(sameName)])
  }
  for (const [domain, state] of domains) {
    if (state === 'taken') {
      const part = `domain/${domain}`
      found.set(part, [takenDomain(part)])
    }
  }
  return found
}

function samePools(ids: readonly string[]): Finding {
  return {
    id: 'same-name/pool',
    sentence: `${amount(ids.length, 'pool')} of this name ${ids.length === 1 ? 'is' : 'are'} there: ${ids.join(', ')}. Give another pool-name, or accept a second pool of the name.`,
    canAccept: true
  }
}

function takenDomain(part: string): Finding {
  return {
    id: `domain-taken/${part}`,
    sentence:
      'Another pool has the domain. Remove it there first, or give another prefix by the input domain.',
    canAccept: false
  }
}
