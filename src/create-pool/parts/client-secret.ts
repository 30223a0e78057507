import { textOf } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import type { Finding, Making } from './made-part.ts'
import type { Draft } from './request-of.ts'

/**
 * How a new app client comes to its secret: the value that the input `secrets`
 * gives, else one of Cognito's making where the old client had one.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export function secretOfClient(
  { name: part, settings }: Part,
  making: Making
): Draft {
  const given = making.secretOf(
    'client',
    part.slice('client/'.length),
    textOf(settings['ClientId'])
  )
  const count = Number(settings['secrets'] ?? 0)
  const isManaged = textOf(settings['ClientSecretArn']) !== ''
  const hadSecret = hadClientSecret(settings)
  const isGiven = given !== undefined
  const findings: Finding[] = []
  if (isManaged) findings.push(managedSecret(part, isGiven))
  else if (hadSecret && !isGiven) findings.push(newSecret(part))
  else if (settings['hasClientSecret'] === undefined && !isGiven)
    findings.push(unknownSecret(part))
  if (count > 1) findings.push(secondSecret(part))
  return {
    input: isGiven
      ? { ClientSecret: given }
      : {
          GenerateSecret: hadSecret,
          ...(isManaged && { PublishSecretsInAWSSecretsManager: true })
        },
    findings,
    announced: [
      ...(count > 1 ? ['secrets'] : []),
      ...(isGiven && !hadSecret ? ['secrets', 'hasClientSecret'] : [])
    ].map(setting => ({ part, setting }))
  }
}

/**
 * Whether an app client certainly had a secret. An older snapshot calls one public
 * whose secret Secrets Manager kept.
 */
export function hadClientSecret(settings: Part['settings']): boolean {
  return (
    settings['hasClientSecret'] === true ||
    Number(settings['secrets'] ?? 0) > 0 ||
    textOf(settings['ClientSecretArn']) !== '' ||
    needsSecret(settings)
  )
}

/** Cognito takes these with a secret only. */
function needsSecret({
  AllowedOAuthFlows: flows,
  EnablePropagateAdditionalUserContextData: propagates
}: Part['settings']): boolean {
  return (
    propagates === true ||
    (Array.isArray(flows) && flows.includes('client_credentials'))
  )
}

function newSecret(part: string): Finding {
  return {
    id: `new-secret/${part}`,
    sentence:
      'Cognito makes a new secret. Give the old one by the input secrets, or the new one to the app.',
    canAccept: true
  }
}

function unknownSecret(part: string): Finding {
  return {
    id: `unknown-secret/${part}`,
    sentence:
      'The snapshot does not say whether it had a secret, so it gets none. Give the old one by the input secrets, if it had one.',
    canAccept: true
  }
}

function secondSecret(part: string): Finding {
  return {
    id: `second-secret/${part}`,
    sentence:
      'It had two secrets, and gets one. Add the other where apps still use it.',
    canAccept: true
  }
}

function managedSecret(part: string, isGiven: boolean): Finding {
  return {
    id: `managed-secret/${part}`,
    sentence: isGiven
      ? 'Secrets Manager kept its secret, and does not keep the one that you give. Change where apps read it.'
      : 'Secrets Manager keeps a new secret for it, with another ARN. Change where apps read it.',
    canAccept: true
  }
}
