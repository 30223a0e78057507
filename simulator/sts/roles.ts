/** An IAM role that a job can assume with an OIDC token. */
export interface SimulatedRole {
  /** Such as `arn:aws:iam::123456789012:role/backup`. */
  arn: string
  /** The values of `sub` that it trusts; `*` stands for any characters. */
  subjects: string[]
  /** Its MaxSessionDuration: an hour by default. */
  maxSessionSeconds?: number
  /** IAM actions that it may not call, e.g. `s3:*`. */
  deny?: string[]
}

/** An OIDC identity provider in IAM, of one account or of all. */
export interface OidcProvider {
  issuer: string
  /** Its client ids: the valid audiences of a token. */
  audiences: string[]
  accountId?: string
}

/** GitHub's own provider, as in AWS's guides. */
export const githubProvider: OidcProvider = {
  issuer: 'https://token.actions.githubusercontent.com',
  audiences: ['sts.amazonaws.com']
}

/** Whether a trust policy with StringLike takes this `sub`. */
export function trusts(role: SimulatedRole, subject: string): boolean {
  return role.subjects.some(pattern => {
    const literal = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    return new RegExp(`^${literal.replaceAll('*', '.*')}$`, 's').test(subject)
  })
}
