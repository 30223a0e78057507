import type { Clock } from '../clock.ts'
import type { Ledger } from '../stats.ts'
import { isVerified, verifiable } from './attributes.ts'
import { invalidParameter, limitExceeded } from './errors.ts'
import type { Pool } from './pool.ts'

export type DeliveryMedium = 'SMS' | 'EMAIL'

/**
 * E-mails a day that an account may send through Cognito's own sender.
 * Source: developer guide, "Quotas in Amazon Cognito".
 */
const dailyEmails = 50
const dayMs = 24 * 60 * 60 * 1000

/** Sends nothing, but counts and refuses what Cognito would send or refuse. */
export class Messages {
  readonly #clock: Clock
  readonly #ledger: Ledger
  #emails = { day: 0, sent: 0 }

  constructor(clock: Clock, ledger: Ledger) {
    this.#clock = clock
    this.#ledger = ledger
  }

  /**
   * Invites a new user by each medium. Throws before anything is sent if a
   * medium can't be used: InvalidParameterException, LimitExceededException.
   */
  invite(
    pool: Pool,
    attributes: ReadonlyMap<string, string>,
    mediums: readonly DeliveryMedium[]
  ): void {
    for (const medium of mediums) checkDeliverable(pool, attributes, medium)
    this.#send(pool, mediums)
  }

  /**
   * Sends a code to each contact attribute that changed without being declared
   * verified, where the pool verifies such attributes by itself.
   */
  verifyChanges(
    pool: Pool,
    before: ReadonlyMap<string, string>,
    after: ReadonlyMap<string, string>
  ): void {
    const mediums: DeliveryMedium[] = []
    for (const name of verifiable) {
      const changed = after.has(name) && after.get(name) !== before.get(name)
      if (!changed || isVerified(after, name)) continue
      if (!pool.settings.autoVerifiedAttributes.includes(name)) continue
      mediums.push(name === 'email' ? 'EMAIL' : 'SMS')
    }
    this.#send(pool, mediums)
  }

  #send(pool: Pool, mediums: readonly DeliveryMedium[]): void {
    const emails = mediums.filter(medium => medium === 'EMAIL').length
    if (emails > 0 && pool.settings.emailSendingAccount === 'COGNITO_DEFAULT')
      this.#useAllowance(emails)
    this.#ledger.sent(mediums.length)
  }

  #useAllowance(emails: number): void {
    const day = Math.floor(this.#clock.now() / dayMs)
    if (this.#emails.day !== day) this.#emails = { day, sent: 0 }
    if (this.#emails.sent + emails > dailyEmails)
      throw limitExceeded(
        'Exceeded daily email limit for the operation or the account. If a higher limit is required, please configure your user pool to use your own Amazon SES configuration for sending email.'
      )
    this.#emails.sent += emails
  }
}

/** The sentences are those that people quote from real pools. */
function checkDeliverable(
  pool: Pool,
  attributes: ReadonlyMap<string, string>,
  medium: DeliveryMedium
): void {
  if (medium === 'EMAIL' && !attributes.has('email'))
    throw invalidParameter(
      'No email provided but desired delivery medium was Email'
    )
  if (medium === 'SMS' && pool.settings.smsConfiguration === undefined)
    throw invalidParameter(
      'User pool does not have SMS configuration to send messages.'
    )
  if (medium === 'SMS' && !attributes.has('phone_number'))
    throw invalidParameter(
      'No phone number provided but desired delivery medium was SMS'
    )
}
