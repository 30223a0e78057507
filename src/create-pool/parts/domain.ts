import { isObject, textOf } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import type { Finding, MadePart, Making } from './made-part.ts'
import { made } from './made.ts'
import { madeByOneCall, notMade, requestOf } from './request-of.ts'

const OPERATION = 'CreateUserPoolDomain'

/**
 * The domains of the new pool, by CreateUserPoolDomain: those of the old pool as
 * the input `domain` says, and the prefix that it gives.
 *
 * @param parts the domains of the old pool
 */
export function madeDomains(
  parts: readonly Part[],
  making: Making
): MadePart[] {
  const { domain } = making
  if (domain === 'none') {
    return parts.map(({ name }) => notMade(name, 'The input domain is none.'))
  }
  if (domain === 'keep') return parts.map(part => keptDomain(part, making))
  const name = `domain/${domain.prefix}`
  const kept = parts.find(part => part.name === name)
  const others = parts.filter(part => part !== kept)
  return [
    ...others.map(part =>
      notMade(part.name, 'The input domain gives a prefix in its place.')
    ),
    kept === undefined
      ? newPrefix(domain.prefix, parts)
      : keptDomain(kept, making)
  ]
}

/** With the login pages of the domain that it stands for. */
function newPrefix(prefix: string, parts: readonly Part[]): MadePart {
  const part = `domain/${prefix}`
  const before = parts.find(one => !isCustom(one)) ?? parts[0]
  const version = before?.settings['ManagedLoginVersion']
  return made({
    part,
    sentence: 'The input domain gives this prefix.',
    steps: [
      {
        part,
        operation: OPERATION,
        input: {
          Domain: prefix,
          ...(version !== undefined && { ManagedLoginVersion: version })
        }
      }
    ],
    findings: [],
    announced: [{ part, setting: '' }]
  })
}

function keptDomain(part: Part, making: Making): MadePart {
  const { name, settings } = part
  if (!isCustom(part)) {
    return madeByOneCall(part, OPERATION, 'It has the same prefix.', making)
  }
  const { input, findings, announced } = requestOf(part, OPERATION, making)
  const hasRouting = isObject(settings['Routing'])
  return made({
    part: name,
    sentence: hasRouting
      ? 'It has the same name, and fails over to no other Region yet.'
      : 'It has the same name, at a new address of CloudFront.',
    steps: [{ part: name, operation: OPERATION, input }],
    findings: [...certificate(part, making), dns(name), ...findings],
    announced: [
      ...announced,
      ...(hasRouting ? [{ part: name, setting: 'Routing' }] : [])
    ]
  })
}

function isCustom({ settings }: Part): boolean {
  return (
    certificateOf(settings) !== '' || textOf(settings['Domain']).includes('.')
  )
}

function certificateOf(settings: Part['settings']): string {
  const config = settings['CustomDomainConfig']
  return isObject(config) ? textOf(config['CertificateArn']) : ''
}

/** Cognito takes a certificate of its own account in us-east-1. */
function certificate(
  { name, settings }: Part,
  { source, target }: Making
): Finding[] {
  const id = `certificate/${name}`
  if (certificateOf(settings) === '') {
    return [
      {
        id,
        sentence:
          'The snapshot lacks the ARN of its certificate. Leave the domain out and add it by hand.',
        canAccept: false
      }
    ]
  }
  if (source.accountId === target.accountId) return []
  return [
    {
      id,
      sentence: `Have a certificate for it in us-east-1 of account ${target.accountId}, and name its ARN by the input replace.`,
      canAccept: true
    }
  ]
}

function dns(part: string): Finding {
  return {
    id: `dns/${part}`,
    sentence:
      'The old pool has to give the domain up. Then point its DNS record at the new CloudFront address.',
    canAccept: true
  }
}
