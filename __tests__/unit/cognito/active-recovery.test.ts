import { describe, expect, test } from '@jest/globals'
import {
  activeAmong,
  readActiveRecovery
} from '../../../src/cognito/active-recovery.ts'
import { fakePool, refuses } from '../../fixtures/fake-pool.ts'
import { NEVER } from '../../fixtures/fake-world.ts'

const ID = '0a1b2c3d-0000-4000-8000-0123456789ab'
const OTHER = '0a1b2c3d-1111-4111-8111-0123456789ab'

function listed(RestoreStatus: string, RestoreId = ID) {
  return { RestoreId, RestoreStatus }
}

describe('the active recovery of a pool', () => {
  const active = ['PREVIEW_GENERATING', 'PREVIEW_GENERATED', 'RESTORING']
  const stuck = ['TEMPORARY_INTERNAL_ERROR_SEE_SUPPORT_CASE', 'AWS_ABORTED']
  const newer = listed('PREVIEW_CANCELLED', OTHER)

  test.each([
    ...active.map(status => [status, [newer, listed(status)]] as const),
    ...stuck.map(status => [status, [listed(status), newer]] as const)
  ])('is one of the status %s', (status, list) => {
    expect(activeAmong([...list])).toEqual({
      id: ID,
      status,
      restoreTimestamp: null
    })
  })

  test.each(stuck)('is none that AWS stopped (%s) before another', status => {
    expect(activeAmong([newer, listed(status)])).toBeNull()
  })

  test.each([
    'PREVIEW_CANCELLED',
    'PREVIEW_GENERATION_FAILED',
    'PREVIEW_EXPIRED',
    'RESTORE_COMPLETED'
  ])('is none of the status %s', status => {
    expect(activeAmong([listed(status)])).toBeNull()
  })

  test('is not known of a status or an id that Cognito has made up since', () => {
    expect(activeAmong([listed('RESTORE_PAUSED')])).toBe('unknown')
    expect(activeAmong([listed('RESTORING', 'restore-1')])).toBe('unknown')
    expect(activeAmong([{}])).toBe('unknown')
  })
})

describe('who asks for the active recovery', () => {
  const ask = (answer: () => object) =>
    readActiveRecovery(fakePool({ ListPointInTimeRecoveries: answer }), NEVER)

  test('learns that a plan without recoveries has none', async () => {
    expect(await ask(refuses('FeatureUnavailableInTierException'))).toBeNull()
  })

  test('learns nothing without the permission', async () => {
    const denied = refuses('AccessDeniedException', { code: 'access-denied' })
    expect(await ask(denied)).toBe('unknown')
  })

  test('stops when every other call would fail too', async () => {
    const lost = refuses('ExpiredTokenException', { code: 'credentials' })
    await expect(ask(lost)).rejects.toMatchObject({ code: 'credentials' })
  })
})
