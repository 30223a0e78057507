import {
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUserPoolClientsCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeAll, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { annotations, isPoolWrite } from '../fixtures/action-runs.ts'
import {
  addPeople,
  cognito,
  createPool,
  CUSTOM,
  describeEmulated,
  endpoint
} from './emulator.ts'
import { readPool } from './pool-state.ts'
import { operationsOf, startRecorder } from './recorder.ts'
import {
  createStore,
  runCreatePool,
  runExport,
  runRestore,
  type Store
} from './runs.ts'

describeEmulated('a new pool from a snapshot', () => {
  let source: string
  let store: Store
  let planned: ActionRun
  let written: string[]
  beforeAll(async () => {
    source = await createPool({
      Policies: { PasswordPolicy: { MinimumLength: 12 } }
    })
    await cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId: source,
        ClientName: 'web',
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
      })
    )
    await cognito.send(
      new CreateResourceServerCommand({
        UserPoolId: source,
        Identifier: 'https://api.example',
        Name: 'api',
        Scopes: [{ ScopeName: 'read', ScopeDescription: 'Reads' }]
      })
    )
    await addPeople(source, [
      { username: 'ann', attributes: { [CUSTOM]: 'gold' } }
    ])
    store = await createStore()
    expect((await runExport(source, store)).exitCode).toBe(0)
    const recorder = await startRecorder(endpoint)
    const dry = { 'pool-name': 'planned', 'dry-run': 'true' }
    planned = await runCreatePool(source, store, dry, recorder.endpoint)
    written = operationsOf(recorder.calls).filter(isPoolWrite)
    await recorder.close()
  })

  test('is planned by reads alone', () => {
    expect(annotations(planned, 'error')).toEqual([])
    expect(planned.outputs['status']).toBe('planned')
    expect(written).toEqual([])
  })

  test('is made as the old one, and takes its users', async () => {
    const run = await runCreatePool(source, store, {
      'pool-name': 'made',
      accept: planned.outputs['findings'] ?? ''
    })
    expect(annotations(run, 'error')).toEqual([])
    const made = run.outputs['user-pool-id'] ?? ''
    const { UserPool: described } = await cognito.send(
      new DescribeUserPoolCommand({ UserPoolId: made })
    )
    expect(described).toMatchObject({
      Name: 'made',
      Policies: { PasswordPolicy: { MinimumLength: 12 } }
    })
    const { UserPoolClients: clients } = await cognito.send(
      new ListUserPoolClientsCommand({ UserPoolId: made })
    )
    expect(clients?.map(({ ClientName }) => ClientName)).toEqual(['web'])
    const restored = await runRestore(source, made, store)
    expect(annotations(restored, 'error')).toEqual([])
    expect((await readPool(made)).users).toMatchObject([
      { username: 'ann', attributes: { [CUSTOM]: 'gold' } }
    ])
  })
})
