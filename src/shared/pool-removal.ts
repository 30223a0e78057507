/** What removes a pool, as far as it is known. */
export interface PoolToRemove {
  userPoolId: string
  region: string
  /** Those that it may have. */
  domains: readonly string[]
}

/**
 * The commands that remove a pool, in their order: Cognito deletes none that has a
 * domain or deletion protection. One for a domain that isn't there fails, and does
 * no harm.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html
 */
export function removalCommands({
  userPoolId,
  region,
  domains
}: PoolToRemove): string[] {
  const command = (operation: string, more = '') =>
    `aws cognito-idp ${operation} --user-pool-id ${word(userPoolId)}${more} --region ${word(region)}`
  return [
    ...domains.map(domain =>
      command('delete-user-pool-domain', ` --domain ${word(domain)}`)
    ),
    command('update-user-pool', ' --deletion-protection INACTIVE'),
    command('delete-user-pool')
  ]
}

/** A word that a shell takes as it is. */
function word(text: string): string {
  return text.replace(/[^\w.-]/g, '')
}
