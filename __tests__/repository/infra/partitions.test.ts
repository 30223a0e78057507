import { expect, test } from '@jest/globals'
import { audienceFor } from '../../../src/aws/roles/role.ts'
import {
  deploy,
  deployRole,
  MODES,
  ONE_ACCOUNT
} from '../../fixtures/infra-stacks.ts'

const issuer = 'token.actions.githubusercontent.com'

test.each([
  ['aws', 'eu-west-1'],
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-cn', 'cn-north-1']
])(
  'in the partition %s, provider and roles take the audience that the action asks for',
  (partition, region) => {
    const accountId = '111122223333'
    const place = { region, accountId, partition }
    const account = `arn:${partition}:iam::${accountId}`
    const audience = audienceFor(`${account}:role/cognito-backup-export`)
    const { OidcProvider } = deploy('oidc-provider', {}, place).resources
    expect(OidcProvider?.['ClientIdList']).toEqual([audience])
    for (const mode of MODES) {
      const role = deployRole(mode, ONE_ACCOUNT, place)
      expect(role.trust.Statement).toMatchObject([
        {
          Principal: { Federated: `${account}:oidc-provider/${issuer}` },
          Condition: { StringEquals: { [`${issuer}:aud`]: audience } }
        }
      ])
    }
  }
)
