import type { LabPool } from './lab.ts'
import type { ProveOptions } from './options.ts'
import { creationOf, fits, wordsOf } from './pool-kinds.ts'
import { POOL_NAME } from './open-lab.ts'
import { MOST_USERS } from './people.ts'
import type { Proof } from './proof.ts'

/** Which proofs can be tried, and what the others lack. */
export interface Plan {
  proofs: readonly Proof[]
  without: readonly { id: string; needs: string }[]
  /** How many pools would be created. */
  pools: number
  /** At most. */
  users: number
}

/** What a run would do. Pure: everything is known of the pools by now. */
export function planOf(
  all: readonly Proof[],
  given: readonly LabPool[],
  options: ProveOptions
): Plan {
  const chosen = all.filter(({ id }) => id.includes(options.only ?? ''))
  const requests = new Set<unknown>()
  const without: { id: string; needs: string }[] = []
  const planned: Proof[] = []
  for (const proof of chosen) {
    const { pool: kind, bucket, importRole } = proof.needs
    const lacks: string[] = []
    if (kind !== undefined && !given.some(pool => fits(kind, pool))) {
      const request = options.createPools
        ? creationOf(kind, options.smsSender)
        : undefined
      if (request === undefined) lacks.push(wordsOf(kind))
      else requests.add(JSON.stringify(request))
    }
    if (bucket && options.bucket === undefined)
      lacks.push('--bucket and --kms-key-id')
    if (importRole && options.importRoleArn === undefined)
      lacks.push('--import-role-arn')
    if (lacks.length === 0) planned.push(proof)
    else without.push({ id: proof.id, needs: lacks.join(', ') })
  }
  const users = planned.reduce((sum, proof) => sum + proof.users, 0)
  const own = planned.reduce((sum, { pools = 0 }) => sum + pools, 0)
  return {
    proofs: planned,
    without,
    pools: requests.size + own,
    users: Math.min(users, MOST_USERS)
  }
}

/** The plan for a person who has to agree to it. */
export function tellPlan(plan: Plan): string {
  const lines = [
    `Would try ${plan.proofs.length} proofs:`,
    ...plan.proofs.map(({ id }) => `  ${id}`),
    `They create at most ${plan.users} users, who count as monthly active, and remove them at the end. They send no message.`
  ]
  if (plan.pools > 0)
    lines.push(
      `They create ${plan.pools} user pools named ${POOL_NAME}…, and delete them in the end.`
    )
  if (plan.without.length > 0)
    lines.push(
      'These stay open, for want of something:',
      ...plan.without.map(({ id, needs }) => `  ${id}: ${needs}`)
    )
  lines.push(
    'Others are tried by hand: --list shows how.',
    'Nothing was written yet: add --yes to do it.'
  )
  return `${lines.join('\n')}\n`
}
