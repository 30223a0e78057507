import type { Part } from '../../compare/definition/parts.ts'
import type { Kind } from '../../compare/definition/rules.ts'
import { madeLogDelivery } from './log-delivery.ts'
import type { MadePart, Making } from './made-part.ts'
import { madeMfa } from './mfa.ts'
import { madeReplica } from './replica.ts'
import { madeRisk } from './risk.ts'
import { madeSessions } from './sessions.ts'
import { madeTags } from './tags.ts'
import { madeTriggers } from './triggers.ts'

type MakePart = (part: Part, making: Making) => MadePart

/**
 * How the parts of the pool itself are made that stand for themselves. The others
 * are by madePool and madeAttribute.
 */
export const MAKE_POOL_PART = {
  mfa: madeMfa,
  tags: madeTags,
  triggers: madeTriggers,
  sessions: madeSessions,
  'log-delivery': madeLogDelivery,
  risk: madeRisk,
  replica: madeReplica
} satisfies Partial<Record<Kind, MakePart>>
