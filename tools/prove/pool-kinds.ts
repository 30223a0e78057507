import type { CreateUserPoolCommandInput } from '@aws-sdk/client-cognito-identity-provider'
import type { PoolDescription } from '../../src/cognito/describe-pool.ts'
import type { MfaConfig } from '../../src/cognito/mfa-config.ts'

/** A pool's settings, as far as proofs depend on them. */
export interface PoolFacts {
  description: PoolDescription
  mfa: MfaConfig
  /** Whether this run created it, so that what can't be undone may be done. */
  isOwn: boolean
}

/** What a proof may ask of the pool that it is tried on. */
export type PoolKind = keyof typeof KINDS

interface Kind {
  /** Follows "a pool ". */
  words: string
  fits: (facts: PoolFacts) => boolean
}

const hasNames = ({ description }: PoolFacts) =>
  description.usernameAttributes.length === 0 && description.mfa !== 'ON'

const hasFactor = ({ mfa }: PoolFacts) => mfa.sms || mfa.email

/** An attribute of the pool's own that can't be changed, if it has one. */
export function immutableAttribute({
  schema
}: PoolDescription): string | undefined {
  return schema.find(
    ({ name, mutable, type }) =>
      name.startsWith('custom:') && !mutable && type === 'String'
  )?.name
}

const KINDS = {
  username: {
    words: 'in which users have names, and MFA is not required',
    fits: hasNames
  },
  email: {
    words: 'that signs in by e-mail',
    fits: ({ description }) => description.usernameAttributes.includes('email')
  },
  alias: {
    words: 'with email and preferred_username as aliases',
    fits: facts =>
      hasNames(facts) &&
      ['email', 'preferred_username'].every(name =>
        facts.description.aliasAttributes.includes(name)
      )
  },
  'case-insensitive': {
    words: 'that takes capitals in usernames for small letters',
    fits: facts => hasNames(facts) && !facts.description.caseSensitive
  },
  immutable: {
    words: 'with a custom attribute that is immutable text',
    fits: facts =>
      hasNames(facts) && immutableAttribute(facts.description) !== undefined
  },
  import: {
    words: 'that verifies email by itself and requires no other attribute',
    fits: facts =>
      hasNames(facts) &&
      facts.description.autoVerifiedAttributes.includes('email') &&
      facts.description.schema.every(
        ({ name, required }) => !required || name === 'sub' || name === 'email'
      )
  },
  own: {
    words: 'of its own, as attributes can never be removed',
    fits: facts => facts.isOwn && hasNames(facts)
  },
  recoverable: {
    words: 'of the plan ESSENTIALS or PLUS, in which users have names',
    fits: facts =>
      hasNames(facts) &&
      ['ESSENTIALS', 'PLUS'].includes(facts.description.tier ?? '')
  },
  'mfa-optional': {
    words: 'with optional MFA by text message or e-mail',
    fits: facts =>
      hasNames(facts) &&
      facts.description.mfa === 'OPTIONAL' &&
      hasFactor(facts)
  },
  'mfa-required': {
    words: 'that requires MFA, by text message or e-mail',
    fits: facts =>
      facts.description.usernameAttributes.length === 0 &&
      facts.description.mfa === 'ON' &&
      hasFactor(facts)
  }
} satisfies Record<string, Kind>

/** Whether a proof that asks for a kind can be tried on a pool. */
export function fits(kind: PoolKind, facts: PoolFacts): boolean {
  return KINDS[kind].fits(facts)
}

/** How a sentence names a kind: "a pool that signs in by e-mail". */
export function wordsOf(kind: PoolKind): string {
  return `a pool ${KINDS[kind].words}`
}

/** How Cognito sends text messages: a role that it assumes for Amazon SNS. */
export interface SmsSender {
  roleArn: string
  externalId: string
}

export type CreationRequest = Omit<CreateUserPoolCommandInput, 'PoolName'>

/**
 * What to ask of CreateUserPool for a pool of a kind. Kinds that one pool can be
 * at once have the same request, so that few pools are made.
 *
 * @returns `undefined` for a kind that can't be made without a sender of texts
 */
export function creationOf(
  kind: PoolKind,
  sender: SmsSender | undefined
): CreationRequest | undefined {
  switch (kind) {
    case 'username':
    case 'immutable':
    case 'import':
    case 'own':
    case 'recoverable':
      return NAMES
    case 'email':
      return EMAIL
    case 'alias':
    case 'case-insensitive':
      return ALIASES
    case 'mfa-optional':
      return sender && withMfa('OPTIONAL', sender)
    case 'mfa-required':
      return sender && withMfa('ON', sender)
  }
}

const NAMES: CreationRequest = {
  AutoVerifiedAttributes: ['email'],
  Schema: [{ Name: 'proved', AttributeDataType: 'String', Mutable: false }]
}
const EMAIL: CreationRequest = { UsernameAttributes: ['email'] }
const ALIASES: CreationRequest = {
  AliasAttributes: ['email', 'preferred_username'],
  UsernameConfiguration: { CaseSensitive: false }
}

function withMfa(
  mfa: 'OPTIONAL' | 'ON',
  { roleArn, externalId }: SmsSender
): CreationRequest {
  return {
    MfaConfiguration: mfa,
    SmsConfiguration: { SnsCallerArn: roleArn, ExternalId: externalId }
  }
}
