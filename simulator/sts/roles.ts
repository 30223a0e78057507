/** An IAM role that an OIDC token can be traded for. */
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
  /** Its client ids: who a token may be meant for. */
  audiences: string[]
  accountId?: string
}

/** What GitHub's own provider is, as AWS's guides have people set it up. */
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
