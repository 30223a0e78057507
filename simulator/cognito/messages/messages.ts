import type { Clock } from '../../clock.ts'
import type { Ledger } from '../../stats.ts'
import { invalidParameter, limitExceeded } from '../protocol/errors.ts'
import { isVerified, verifiable } from '../state/attributes.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'
import type { Occasion, Triggers } from './triggers.ts'

export type DeliveryMedium = 'SMS' | 'EMAIL'

type Recipient = Pick<User, 'username' | 'attributes'>
type ClientMetadata = Record<string, string> | undefined

/**
 * The e-mails a day that an account may send through Cognito's own sender.
 * Source: developer guide, "Quotas in Amazon Cognito".
 */
const dailyEmails = 50
const dayMs = 24 * 60 * 60 * 1000

/**
 * Sends nothing, but counts and refuses messages as Cognito would, and runs the
 * triggers of messages. Every error comes before the first message counts.
 */
export class Messages {
  readonly #clock: Clock
  readonly #ledger: Ledger
  readonly #triggers: Triggers
  #emails = { day: 0, sent: 0 }

  constructor(clock: Clock, ledger: Ledger, triggers: Triggers) {
    this.#clock = clock
    this.#ledger = ledger
    this.#triggers = triggers
  }

  /**
   * Invites a new user by each medium. Throws if a medium can't be used:
   * InvalidParameterException, LimitExceededException.
   */
  invite(
    pool: Pool,
    user: Recipient,
    mediums: readonly DeliveryMedium[],
    clientMetadata: ClientMetadata
  ): void {
    for (const medium of mediums)
      checkDeliverable(pool, user.attributes, medium)
    this.#send(pool, user, mediums, {
      cause: 'AdminCreateUser',
      clientMetadata
    })
  }

  /**
   * Sends a code to each changed contact attribute that the request doesn't
   * mark as verified, if the pool verifies such attributes. `before` is the
   * user now, `wanted` the attributes after the request.
   */
  verifyChanges(
    pool: Pool,
    before: Recipient,
    wanted: ReadonlyMap<string, string>,
    clientMetadata: ClientMetadata
  ): void {
    const mediums: DeliveryMedium[] = []
    for (const name of verifiable) {
      const changed =
        wanted.has(name) && wanted.get(name) !== before.attributes.get(name)
      if (!changed || isVerified(wanted, name)) continue
      if (!pool.settings.autoVerifiedAttributes.includes(name)) continue
      mediums.push(name === 'email' ? 'EMAIL' : 'SMS')
    }
    this.#send(
      pool,
      { username: before.username, attributes: new Map(wanted) },
      mediums,
      { cause: 'UpdateUserAttribute', clientMetadata }
    )
  }

  /** Sends the user a code for setting a new password. */
  sendResetCode(
    pool: Pool,
    user: Recipient,
    medium: DeliveryMedium,
    clientMetadata: ClientMetadata
  ): void {
    this.#send(pool, user, [medium], {
      cause: 'ForgotPassword',
      clientMetadata
    })
  }

  /**
   * The function of CustomMessage runs once for all mediums of a message. A
   * custom sender replaces Cognito's and has no daily limit; its messages count
   * too.
   */
  #send(
    pool: Pool,
    user: Recipient,
    mediums: readonly DeliveryMedium[],
    occasion: Occasion
  ): void {
    if (mediums.length === 0) return
    this.#triggers.run(pool, 'CustomMessage', user, occasion)
    for (const medium of mediums) {
      const sender =
        medium === 'EMAIL' ? 'CustomEmailSender' : 'CustomSMSSender'
      if (this.#triggers.has(pool, sender))
        this.#triggers.run(pool, sender, user, occasion)
      else if (medium === 'EMAIL') this.#useAllowance(pool)
    }
    this.#ledger.sent(mediums.length)
  }

  #useAllowance(pool: Pool): void {
    if (pool.settings.emailSendingAccount !== 'COGNITO_DEFAULT') return
    const day = Math.floor(this.#clock.now() / dayMs)
    if (this.#emails.day !== day) this.#emails = { day, sent: 0 }
    if (this.#emails.sent >= dailyEmails)
      throw limitExceeded(
        'Exceeded daily email limit for the operation or the account. If a higher limit is required, please configure your user pool to use your own Amazon SES configuration for sending email.'
      )
    this.#emails.sent += 1
  }
}

/** Public reports quote these sentences from real pools. */
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
