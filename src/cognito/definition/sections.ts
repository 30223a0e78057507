import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider'
import type { PoolCalls } from '../calls/pool-client.ts'
import { readClientSecrets } from './client-secrets.ts'
import { listClientIds, readClients } from './clients.ts'
import { readDomains } from './domains.ts'
import { readIdentityProviders } from './identity-providers.ts'
import { readManagedLogin } from './managed-login.ts'
import {
  readLogDelivery,
  readMfaConfig,
  readReplicas,
  readTags
} from './pool-settings.ts'
import type { SectionReaders } from './read-sections.ts'
import { readResourceServers } from './resource-servers.ts'
import { readClientRisks, readPoolRisk } from './risk.ts'
import { readClientSessions, readPoolSessions } from './sessions.ts'
import type { Sections } from './shape.ts'
import { readTerms } from './terms.ts'
import {
  readClientCustomizations,
  readUiCustomization
} from './ui-customization.ts'

/** How each section of a pool's definition is read. */
export function sectionReaders(
  pool: PoolCalls,
  { userPool, arn }: { userPool: UserPoolType; arn: string }
): SectionReaders<Sections> {
  const ids = once((signal: AbortSignal) => listClientIds({ pool, signal }))
  const clients = once(async (signal: AbortSignal) =>
    readClients({ pool, signal }, await ids(signal))
  )
  const look = once((signal: AbortSignal) =>
    readUiCustomization({ pool, signal })
  )
  const risk = once((signal: AbortSignal) => readPoolRisk({ pool, signal }))
  return {
    mfaConfig: signal => readMfaConfig({ pool, signal }),
    clients,
    'clients.hasClientSecret': async signal =>
      // The section `clients` reports that the clients could not be read.
      readClientSecrets(
        { pool, signal },
        await clients(signal).catch(() => [])
      ),
    identityProviders: signal => readIdentityProviders({ pool, signal }),
    resourceServers: signal => readResourceServers({ pool, signal }),
    domains: signal => readDomains({ pool, signal }, userPool),
    'branding.pool': look,
    'branding.clients': async signal =>
      readClientCustomizations(
        { pool, signal },
        await ids(signal),
        await look(signal)
      ),
    'branding.managedLogin': async signal =>
      readManagedLogin({ pool, signal }, await ids(signal)),
    'riskConfigurations.pool': async signal => {
      const ofPool = await risk(signal)
      return ofPool === 'not-enabled' ? null : ofPool
    },
    'riskConfigurations.clients': async signal =>
      (await risk(signal)) === 'not-enabled'
        ? []
        : readClientRisks({ pool, signal }, await ids(signal)),
    logDelivery: signal => readLogDelivery({ pool, signal }),
    terms: signal => readTerms({ pool, signal }),
    tags: signal => readTags({ pool, signal }, arn),
    replicas: signal => readReplicas({ pool, signal }),
    'sessionConfiguration.pool': signal => readPoolSessions({ pool, signal }),
    'sessionConfiguration.clients': async signal =>
      readClientSessions({ pool, signal }, await ids(signal))
  }
}

/** Reads once what several sections need. */
function once<T>(
  read: (signal: AbortSignal) => Promise<T>
): (signal: AbortSignal) => Promise<T> {
  let reading: Promise<T> | undefined
  return signal => (reading ??= read(signal))
}
