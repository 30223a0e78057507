import {
  startSimulator,
  type SimulatorOptions
} from '../../../../../simulator/simulator.ts'
import { clients, signed } from '../../../../fixtures/simulator-clients.ts'
import { manualClock } from '../../../../fixtures/passing-time.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

interface Restoration {
  RestoreId: string
  RestoreStatus: string
  RestoreTimestamp: number
  TriggerTimestamp: number
  RestorePreview?: object[]
}

/** What an operation answers: its members, or the error by its name. */
export interface Answered {
  __type?: string
  Restoration: Restoration
  Restorations: Restoration[]
  NextToken?: string
}

/** A simulator whose pools can be taken back, and a pool of an hour ago. */
export async function recoveryScene(
  recovery: SimulatorOptions['recovery'] = {},
  settings: Record<string, unknown> = {}
) {
  const clock = manualClock()
  const simulator = await startSimulator({
    clock,
    recovery,
    emptyPageShare: 0,
    shortPageShare: 0
  })
  const newPool = (more: Record<string, unknown> = {}) =>
    simulator.createPool({ ...settings, ...more })
  const UserPoolId = newPool()
  clock.advance(HOUR)
  const point = clock.now()
  clock.advance(MINUTE)

  const call = async (
    operation: string,
    members: object = {}
  ): Promise<Answered> => {
    const response = await fetch(simulator.endpoint, {
      method: 'POST',
      headers: {
        ...signed,
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`
      },
      body: JSON.stringify({ UserPoolId, ...members })
    })
    return (await response.json()) as Answered
  }
  const on = (operation: string) => async (RestoreId: string) =>
    (await call(`${operation}PointInTimeRecovery`, { RestoreId })).Restoration
  const initiate = (at: number = point, members: object = {}) =>
    call('InitiatePointInTimeRecovery', {
      RestoreTimestamp: at / 1000,
      ...members
    })
  const describe = on('Describe')
  const start = on('Start')
  return {
    simulator,
    clock,
    UserPoolId,
    newPool,
    point,
    call,
    initiate,
    describe,
    start,
    cancel: on('Cancel'),
    cognito: clients(simulator).cognito,
    /** Initiates a recovery to the point, looks at its preview and applies it. */
    recover: async () => {
      clock.advance(HOUR)
      const { RestoreId } = (await initiate()).Restoration
      const { RestorePreview } = await describe(RestoreId)
      await start(RestoreId)
      const { RestoreStatus } = await describe(RestoreId)
      return { preview: RestorePreview, status: RestoreStatus }
    }
  }
}

export type RecoveryScene = Awaited<ReturnType<typeof recoveryScene>>
