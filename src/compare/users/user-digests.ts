import {
  comparable,
  isTrue,
  VERIFIED_FLAGS
} from '../../cognito/boolean-attributes.ts'
import { identitiesOf } from '../../cognito/identities.ts'
import { byName, type SchemaAttribute } from '../../cognito/schema.ts'
import { fingerprint } from '../../snapshot/fingerprints.ts'
import { withOldSub } from '../../snapshot/old-sub.ts'
import type { ComparedUser } from './changes.ts'

/** A key or a content, as 64 bits; zeros stand for none. */
type Words = readonly [number, number]

const NONE: Words = [0, 0]

type Attributes = ComparedUser['attributes']

/** Turns what a comparison needs of a user into a row of numbers. */
export class UserDigests {
  readonly #salt: string
  readonly #schema: ReadonlyMap<string, SchemaAttribute>

  readonly #subAttribute: string | undefined

  /**
   * @param salt see Fingerprints
   * @param subAttribute see ComparedPools
   */
  constructor(
    salt: string,
    schema: readonly SchemaAttribute[],
    subAttribute?: string
  ) {
    this.#salt = salt
    this.#schema = byName(schema)
    this.#subAttribute = subAttribute
  }

  /** The row of a user who isn't matched yet, as user-row.ts lays it out. */
  rowOf(user: ComparedUser): number[] {
    const { username, status, attributes } = user
    return [
      ...this.#content(user),
      this.status(status),
      ...this.#words('username', username),
      ...this.#address(attributes, 'email'),
      ...this.#address(attributes, 'phone_number'),
      0
    ]
  }

  status(status: string): number {
    return this.#words('status', status)[0]
  }

  /** As nameKey has it of a row. */
  nameKey(username: string): string {
    return this.#words('username', username).join(' ')
  }

  /** An address that is verified. */
  #address(attributes: Attributes, name: 'email' | 'phone_number'): Words {
    const value = attributes[name]
    if (!value || !isTrue(attributes[`${name}_verified`])) return NONE
    return this.#words(name, value.toLowerCase())
  }

  /**
   * What a user is, beside name, `sub` and status: not when it was changed, since
   * some changes change nothing that a snapshot holds.
   */
  #content(user: ComparedUser): Words {
    const { enabled, attributes } = withOldSub(user, this.#subAttribute)
    const told = Object.entries(attributes)
      .filter(([name]) => isTold(name, attributes))
      .map(([name, value]) => [name, this.#meaning(name, value)])
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
    return this.#words('content', [enabled, told])
  }

  /** How a Boolean is spelled says nothing, nor when an identity was linked. */
  #meaning(name: string, value: string): string {
    if (name !== 'identities') return comparable(name, value, this.#schema)
    const identities = identitiesOf({ identities: value })
    if (identities.length === 0) return value
    return JSON.stringify(
      identities
        .map(({ providerName, userId, issuer }) =>
          JSON.stringify([providerName, userId, issuer])
        )
        .sort()
    )
  }

  #words(what: string, value: unknown): Words {
    const text = JSON.stringify([this.#salt, what, value])
    const [a = 0, b = 0] = fingerprint(text, 2)
    return [a, b]
  }
}

/**
 * Whether an attribute says something. A blank one says nothing. An address
 * without its flag is as little verified as one whose flag is false, and a flag
 * without its address verifies nothing.
 */
function isTold(name: string, attributes: Attributes): boolean {
  const value = attributes[name]
  if (!VERIFIED_FLAGS.includes(name)) return value !== ''
  return isTrue(value) && Boolean(attributes[name.replace(/_verified$/, '')])
}
