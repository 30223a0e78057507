import type { PoolDescription } from '../cognito/definition.ts'
import { UserError } from '../errors.ts'
import type { Manifest } from '../snapshot/manifest.ts'

/** Why a target pool can't take what the plan would create in it. */
export function findBlocks(
  source: Manifest['source'],
  target: PoolDescription,
  attributesToCreate: ReadonlySet<string>
): string[] {
  const blocks: string[] = []
  const sourceSignIn = signIn(source.usernameAttributes)
  const targetSignIn = signIn(target.usernameAttributes)
  if (sourceSignIn !== targetSignIn) {
    blocks.push(
      `the users of the snapshot sign in by ${sourceSignIn}, those of the target pool by ${targetSignIn}, which can't be changed after a pool was created`
    )
  }
  const known = new Set(target.attributeNames)
  const missing = [...attributesToCreate].filter(name => !known.has(name))
  if (missing.length > 0) {
    blocks.push(
      `the target pool lacks the attributes ${missing.sort().join(', ')}; add them to it (AddCustomAttributes)`
    )
  }
  return blocks
}

/**
 * Stops before the first write when the plan can't be carried out, with all
 * reasons at once.
 *
 * @throws UserError `restore-blocked`
 */
export function refuseBlocked(blocks: readonly string[]): void {
  if (blocks.length === 0) return
  throw new UserError(
    'restore-blocked',
    `The snapshot can't be restored into this user pool: ${blocks.join('; ')}. Nothing was written.`
  )
}

function signIn(usernameAttributes: readonly string[]): string {
  return usernameAttributes.length === 0
    ? 'username'
    : [...usernameAttributes].sort().join(' or ')
}
