import type { Part } from '../../compare/definition/parts.ts'
import type { Kind } from '../../compare/definition/rules.ts'
import { madeBranding } from './branding.ts'
import {
  madeCimdPolicy,
  madeClientSessions,
  madeTerms
} from './client-settings.ts'
import { madeClient } from './client.ts'
import { madeIdentityProvider } from './identity-provider.ts'
import type { MadePart, Making } from './made-part.ts'
import { madeManagedLogin } from './managed-login.ts'
import { notMade } from './request-of.ts'
import { madeResourceServer } from './resource-server.ts'

type MakePart = (part: Part, making: Making) => MadePart

/** How parts are made that have names; domains depend on each other. */
const MAKE = {
  client: madeClient,
  'identity-provider': madeIdentityProvider,
  'resource-server': madeResourceServer,
  branding: madeBranding,
  'managed-login': madeManagedLogin,
  terms: madeTerms,
  'client-sessions': madeClientSessions,
  'cimd-policy': madeCimdPolicy
} satisfies Partial<Record<Kind, MakePart>>

type NamedPart = Part & { kind: keyof typeof MAKE }

export function isNamedPart(part: Part): part is NamedPart {
  return Object.hasOwn(MAKE, part.kind)
}

/** A part of a definition in the new pool, unless its client isn't there. */
export function madeNamedPart(part: NamedPart, making: Making): MadePart {
  const { kind, name, ofClient } = part
  const isOfMissing =
    kind !== 'client' &&
    ofClient !== undefined &&
    making.lacks?.(`client/${ofClient}`) === true
  return isOfMissing
    ? notMade(name, 'The new pool lacks its client.')
    : MAKE[kind](part, making)
}
