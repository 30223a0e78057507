import type { Operation } from '../operation.ts'
import {
  createManagedLoginBranding,
  describeManagedLoginBranding,
  describeManagedLoginBrandingByClient,
  updateManagedLoginBranding
} from './branding.ts'
import {
  createCimdPolicy,
  describeCimdPolicy,
  listCimdPolicies
} from './cimd-policies.ts'
import {
  addUserPoolClientSecret,
  listUserPoolClientSecrets
} from './client-secrets.ts'
import { createUserPoolClient, updateUserPoolClient } from './clients.ts'
import {
  describeUserPoolClient,
  listUserPoolClients
} from './described-clients.ts'
import { createUserPoolDomain, describeUserPoolDomain } from './domains.ts'
import {
  createIdentityProvider,
  deleteIdentityProvider,
  describeIdentityProvider,
  listIdentityProviders
} from './identity-providers.ts'
import {
  getLogDeliveryConfiguration,
  setLogDeliveryConfiguration
} from './log-delivery.ts'
import {
  createUserPoolReplica,
  listUserPoolReplicas,
  updateUserPoolReplica
} from './replicas.ts'
import {
  createResourceServer,
  describeResourceServer,
  listResourceServers
} from './resource-servers.ts'
import { describeRiskConfiguration, setRiskConfiguration } from './risk.ts'
import {
  getUserPoolClientSessionConfiguration,
  getUserPoolSessionConfiguration,
  setUserPoolClientSessionConfiguration,
  setUserPoolSessionConfiguration
} from './sessions.ts'
import { listTagsForResource, tagResource } from './tags.ts'
import {
  createTerms,
  describeTerms,
  describeTermsByClient,
  listTerms
} from './terms.ts'
import { getUiCustomization, setUiCustomization } from './ui-customization.ts'

/** The operations on a pool's definition: all but its users and groups. */
export const definitionOperations: Readonly<Record<string, Operation>> = {
  AddUserPoolClientSecret: addUserPoolClientSecret,
  CreateCIMDPolicy: createCimdPolicy,
  CreateIdentityProvider: createIdentityProvider,
  CreateManagedLoginBranding: createManagedLoginBranding,
  CreateResourceServer: createResourceServer,
  CreateTerms: createTerms,
  CreateUserPoolClient: createUserPoolClient,
  CreateUserPoolDomain: createUserPoolDomain,
  CreateUserPoolReplica: createUserPoolReplica,
  DeleteIdentityProvider: deleteIdentityProvider,
  DescribeCIMDPolicy: describeCimdPolicy,
  DescribeIdentityProvider: describeIdentityProvider,
  DescribeManagedLoginBranding: describeManagedLoginBranding,
  DescribeManagedLoginBrandingByClient: describeManagedLoginBrandingByClient,
  DescribeResourceServer: describeResourceServer,
  DescribeRiskConfiguration: describeRiskConfiguration,
  DescribeTerms: describeTerms,
  DescribeTermsByClient: describeTermsByClient,
  DescribeUserPoolClient: describeUserPoolClient,
  DescribeUserPoolDomain: describeUserPoolDomain,
  GetLogDeliveryConfiguration: getLogDeliveryConfiguration,
  GetUICustomization: getUiCustomization,
  GetUserPoolClientSessionConfiguration: getUserPoolClientSessionConfiguration,
  GetUserPoolSessionConfiguration: getUserPoolSessionConfiguration,
  ListCIMDPolicies: listCimdPolicies,
  ListIdentityProviders: listIdentityProviders,
  ListResourceServers: listResourceServers,
  ListTagsForResource: listTagsForResource,
  ListTerms: listTerms,
  ListUserPoolClients: listUserPoolClients,
  ListUserPoolClientSecrets: listUserPoolClientSecrets,
  ListUserPoolReplicas: listUserPoolReplicas,
  SetLogDeliveryConfiguration: setLogDeliveryConfiguration,
  SetRiskConfiguration: setRiskConfiguration,
  SetUICustomization: setUiCustomization,
  SetUserPoolClientSessionConfiguration: setUserPoolClientSessionConfiguration,
  SetUserPoolSessionConfiguration: setUserPoolSessionConfiguration,
  TagResource: tagResource,
  UpdateManagedLoginBranding: updateManagedLoginBranding,
  UpdateUserPoolClient: updateUserPoolClient,
  UpdateUserPoolReplica: updateUserPoolReplica
}
