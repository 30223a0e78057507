import { expect, test } from '@jest/globals'
import type { CreatePlan } from '../../../../src/create-pool/plan/plan.ts'
import { partsKnown } from '../../../../src/create-pool/rerun/parts-there.ts'

const PLAN = { clientNames: new Map() } as unknown as CreatePlan

test('what a pool has is unknown if its providers or resource servers could not be read', () => {
  const identityProviders: [] = []
  const resourceServers: [] = []
  const known = { identityProviders, resourceServers }
  expect(partsKnown(PLAN, known, undefined)).toEqual(expect.any(Set))
  expect(partsKnown(PLAN, { identityProviders }, undefined)).toBeUndefined()
  expect(partsKnown(PLAN, { resourceServers }, undefined)).toBeUndefined()
})
