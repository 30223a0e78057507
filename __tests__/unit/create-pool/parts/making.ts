import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import type { Part } from '../../../../src/compare/definition/parts.ts'
import type { Kind } from '../../../../src/compare/definition/rules.ts'
import type { Making } from '../../../../src/create-pool/parts/made-part.ts'

/** A new pool next to the old one. */
export const HERE: Making = {
  source: {
    accountId: '111122223333',
    region: 'eu-west-1',
    userPoolId: 'eu-west-1_Ab12Cd34E'
  },
  target: { accountId: '111122223333', region: 'eu-west-1' },
  domain: 'none',
  secretOf: () => undefined
}

export const OTHER_ACCOUNT: Making = {
  ...HERE,
  target: { accountId: '444455556666', region: 'eu-west-1' }
}

export const OTHER_REGION: Making = {
  ...HERE,
  target: { accountId: '111122223333', region: 'us-east-1' }
}

/** The ids of findings. */
export function idsOf(made: { findings: readonly { id: string }[] }): string[] {
  return made.findings.map(({ id }) => id)
}

/** A part of a definition. */
export function partOf(
  kind: Kind,
  settings: JsonObject,
  name: string = kind
): Part {
  return { kind, key: name, name, settings, isSingle: true }
}
