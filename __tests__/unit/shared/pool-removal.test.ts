import { expect, test } from '@jest/globals'
import { removalCommands } from '../../../src/shared/pool-removal.ts'

test('a pool is removed after its domains and its deletion protection', () => {
  const pool = { userPoolId: 'eu-west-1_New', region: 'eu-west-1' }
  expect(removalCommands({ ...pool, domains: ['shop'] })).toEqual([
    'aws cognito-idp delete-user-pool-domain --user-pool-id eu-west-1_New --domain shop --region eu-west-1',
    'aws cognito-idp update-user-pool --user-pool-id eu-west-1_New --deletion-protection INACTIVE --region eu-west-1',
    'aws cognito-idp delete-user-pool --user-pool-id eu-west-1_New --region eu-west-1'
  ])
})

test('the name of a domain is no more than a word to a shell', () => {
  const [command] = removalCommands({
    userPoolId: 'id',
    region: 'eu-west-1',
    domains: ['a; rm -rf $(x)']
  })
  expect(command).toContain(' --domain arm-rfx --region')
})
