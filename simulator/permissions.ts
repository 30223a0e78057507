import type { Account } from './account.ts'
import type { RoleSession } from './sts/sessions.ts'

export type S3Permissions = 'full' | 'write-only'

/**
 * The denied actions, for all principals or for the role of a session. All
 * other actions are allowed. A test of missing permissions needs no more of
 * IAM's policies.
 */
export class Permissions {
  #denied: string[] = []
  #s3: S3Permissions = 'full'
  #session: RoleSession | undefined
  readonly #account: Account

  constructor(account: Account, denied: string[], s3: S3Permissions) {
    this.#account = account
    this.deny(denied)
    this.limitS3(s3)
  }

  /**
   * From now on denies exactly these IAM actions, e.g. `s3:GetObject` or
   * `cognito-idp:*`; an empty list allows everything again.
   */
  deny(actions: string[]): void {
    this.#denied = actions.map(action => action.toLowerCase())
  }

  /** `write-only` leaves s3:PutObject, and nothing else, of S3. */
  limitS3(s3: S3Permissions): void {
    this.#s3 = s3
  }

  /** Sets the session of the next request; undefined if it has none. */
  actAs(session: RoleSession | undefined): void {
    this.#session = session
  }

  allows(action: string): boolean {
    const wanted = action.toLowerCase()
    if (this.#s3 === 'write-only' && wanted.startsWith('s3:'))
      if (wanted !== 's3:putobject') return false
    const ofRole = this.#session?.role?.deny ?? []
    const denials = [...this.#denied, ...ofRole.map(name => name.toLowerCase())]
    return !denials.some(denied =>
      denied.endsWith('*')
        ? wanted.startsWith(denied.slice(0, -1))
        : wanted === denied
    )
  }

  /** IAM's sentence for the refusal of `action` on `resource`. */
  refusal(action: string, resource: string): string {
    return `${this.#refused(action, resource)} because no identity-based policy allows the ${action} action`
  }

  /**
   * The sentence for a refusal by the bucket policy. S3 tells other accounts no
   * more than that.
   * Source: S3 user guide, "Troubleshoot access denied errors".
   */
  bucketPolicyRefusal(action: string, resource: string): string {
    const { accountId, bucketAccountId } = this.#account
    return (this.#session?.accountId ?? accountId) === bucketAccountId
      ? `${this.#refused(action, resource)} with an explicit deny in a resource-based policy`
      : 'Access Denied'
  }

  #refused(action: string, resource: string): string {
    const principal = this.#session?.principalArn ?? this.#account.principalArn
    return `User: ${principal} is not authorized to perform: ${action} on resource: ${resource}`
  }
}
