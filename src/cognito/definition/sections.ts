import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider'
import { readCimdPolicies } from './cimd-policies.ts'
import { readClientSecrets } from './client-secrets.ts'
import { readClients, type ListedClients } from './clients.ts'
import { readDomains } from './domains.ts'
import { readIdentityProviders } from './identity-providers.ts'
import type { AskPage } from './keep-answers.ts'
import type { AddLogo } from './logo.ts'
import { readManagedLogin } from './managed-login.ts'
import {
  readLogDelivery,
  readMfaConfig,
  readReplicas,
  readTags
} from './pool-settings.ts'
import type { SectionReaders } from './read-sections.ts'
import { readRecoveries } from './recoveries.ts'
import { readResourceServers } from './resource-servers.ts'
import { readClientRisks, readPoolRisk } from './risk.ts'
import { readClientSessions, readPoolSessions } from './sessions.ts'
import type { Sections } from './shape.ts'
import type { Source } from './source.ts'
import { readTerms } from './terms.ts'
import {
  readClientCustomizations,
  readUiCustomization
} from './ui-customization.ts'

/** What the readers of sections need. */
export interface SectionTools {
  source: Omit<Source, 'signal'>
  /** What DescribeUserPool told. */
  described: {
    userPool: Pick<UserPoolType, 'Domain' | 'CustomDomain'>
    arn: string
  }
  listClients: (source: Source) => Promise<ListedClients>
  addLogo: AddLogo
  /** The pages of the recoveries, where they were asked for already. */
  recoveries: AskPage | undefined
}

/** How each section of a pool's definition is read. */
export function sectionReaders({
  source: parts,
  described: { userPool, arn },
  listClients,
  addLogo,
  recoveries
}: SectionTools): SectionReaders<Sections> {
  const from = (signal: AbortSignal): Source => ({ ...parts, signal })
  const listed = once(signal => listClients(from(signal)))
  const ids = async (signal: AbortSignal) => (await listed(signal)).ids
  const look = once(signal => readUiCustomization(from(signal)))
  const risk = once(signal => readPoolRisk(from(signal)))
  return {
    mfaConfig: signal => readMfaConfig(from(signal)),
    clients: async signal => readClients(from(signal), await ids(signal)),
    'clients.secrets': async signal => {
      // That the clients could not be listed is said once.
      const regular = await listed(signal).then(
        found => found.regular,
        () => []
      )
      return readClientSecrets(from(signal), [...regular])
    },
    identityProviders: signal => readIdentityProviders(from(signal)),
    resourceServers: signal => readResourceServers(from(signal)),
    domains: signal => readDomains(from(signal), userPool),
    'branding.pool': async signal => {
      const ofPool = await look(signal)
      return ofPool && addLogo(ofPool, 'branding.pool', signal)
    },
    'branding.clients': async signal =>
      readClientCustomizations(
        from(signal),
        await ids(signal),
        await look(signal),
        addLogo
      ),
    'branding.managedLogin': async signal =>
      readManagedLogin(from(signal), await ids(signal)),
    'riskConfigurations.pool': async signal => {
      const ofPool = await risk(signal)
      return ofPool === 'not-enabled' ? null : ofPool
    },
    'riskConfigurations.clients': async signal =>
      (await risk(signal)) === 'not-enabled'
        ? []
        : readClientRisks(from(signal), await ids(signal)),
    logDelivery: signal => readLogDelivery(from(signal)),
    terms: signal => readTerms(from(signal)),
    cimdPolicies: signal => readCimdPolicies(from(signal)),
    tags: signal => readTags(from(signal), arn),
    replicas: signal => readReplicas(from(signal)),
    recoveries: signal => readRecoveries(from(signal), recoveries),
    'sessionConfiguration.pool': signal => readPoolSessions(from(signal)),
    'sessionConfiguration.clients': async signal =>
      readClientSessions(from(signal), await ids(signal))
  }
}

/** What several sections need is read for the first and kept for the others. */
function once<T>(
  read: (signal: AbortSignal) => Promise<T>
): (signal: AbortSignal) => Promise<T> {
  let reading: Promise<T> | undefined
  return signal => (reading ??= read(signal))
}
