import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { UserView } from '../../simulator/inspect-pools.ts'
import type { SnapshotAddress } from '../../src/snapshot/address.ts'
import type {
  Cell,
  Condition,
  EndState,
  Kind,
  Scene
} from '../fixtures/restore-cells.ts'
import {
  openLab,
  type RestoreLab,
  type RestoreRun
} from '../fixtures/restore-lab.ts'
import { makePool } from '../fixtures/restore-pools.ts'
import { SCENES } from '../fixtures/restore-table.ts'

/** Every combination of the policies that decide what becomes of a user. */
function conditions(mfaPreferenceNeedsConfirmed: boolean): Condition[] {
  return (['skip', 'update', 'fail'] as const).flatMap(existingUsers =>
    (['skip', 'recreate'] as const).flatMap(usersWithoutUsername =>
      (['skip', 'restore'] as const).flatMap(mfaUsers =>
        (['skip', 'link'] as const).flatMap(federatedUsers =>
          (['confirmed', 'force-change-password'] as const).map(
            restoredUserStatus => ({
              existingUsers,
              usersWithoutUsername,
              mfaUsers,
              federatedUsers,
              restoredUserStatus,
              mfaPreferenceNeedsConfirmed
            })
          )
        )
      )
    )
  )
}

/** The one cell that is about these policies: no more, no less may be. */
function cellOf({ kind, cells }: Kind, condition: Condition): Cell {
  const matching = cells.filter(({ when }) =>
    Object.entries(when).every(
      ([name, value]) => condition[name as keyof Condition] === value
    )
  )
  const [cell] = matching
  if (cell === undefined || matching.length > 1) {
    throw new Error(`${kind}: ${matching.length} cells are about this`)
  }
  return cell
}

/** What people would call the user: the address where there is no username. */
function nameOf({ username, sub, attributes }: UserView): string {
  if (username !== sub) return username
  return attributes['email'] ?? attributes['phone_number'] ?? username
}

/** What a user is in the end, as the table writes it. */
function stateOf(user: UserView): Required<EndState> {
  const { mfa, identities, attributes } = user
  return {
    username: nameOf(user),
    status: user.status as Required<EndState>['status'],
    enabled: user.enabled,
    mfa: [
      ...(mfa.sms ? ['SMS_MFA'] : []),
      ...(mfa.email ? ['EMAIL_OTP'] : []),
      ...(mfa.softwareToken ? ['SOFTWARE_TOKEN_MFA'] : [])
    ],
    preferred: mfa.preferred ?? '',
    links: identities.map(one => `${one.providerName}_${one.userId}`).sort(),
    groups: user.groups,
    name: attributes['name'] ?? ''
  }
}

function expectedState(kind: Kind, end: EndState): Required<EndState> {
  return {
    username: kind.user.username,
    status: 'CONFIRMED',
    enabled: true,
    mfa: [],
    preferred: '',
    links: [],
    groups: [],
    name: '',
    ...end
  }
}

/** The counts that the cells of a scene come to. */
function countsOf(cells: readonly Cell[]) {
  const count = (...results: string[]) =>
    cells.filter(({ result }) => results.includes(result)).length
  const skipped = (reason: string) =>
    cells.filter(
      ({ result }) =>
        result.startsWith('skipped: ') && result.split(' ').includes(reason)
    ).length
  return {
    usersExisting: count('existing', 'conflict'),
    skippedUsers: cells.filter(({ result }) => result.startsWith('skipped'))
      .length,
    skipped: {
      'no-username': skipped('no-username'),
      'mfa-protected': skipped('mfa-protected'),
      federated: skipped('federated')
    },
    usersUpdated: count('updated'),
    usersCreated: count('created'),
    usersFailed: count('failed')
  }
}

/** How a run must end, by what the table says of its users. */
function endingOf(cells: readonly Cell[]): string | undefined {
  const results = cells.map(({ result }) => result)
  if (results.includes('blocked')) return 'restore-blocked'
  if (results.every(result => result.startsWith('skipped'))) {
    return 'nothing-restored'
  }
  return results.includes('failed') ? 'restore-incomplete' : undefined
}

/** What the report says of each kind. */
function reported(run: RestoreRun, { kinds }: Scene): (string | undefined)[] {
  return kinds.map(({ user }) => {
    const line = run.lines.get(user.username)
    return line?.result === 'skipped' ? `skipped: ${line.code}` : line?.result
  })
}

describe.each([
  ['users need no confirmation before MFA is turned on', false],
  ['users have to be confirmed before MFA is turned on', true]
])('where %s', (_where, mfaPreferenceNeedsConfirmed) => {
  let lab: RestoreLab
  beforeAll(async () => {
    lab = await openLab({ mfaPreferenceNeedsConfirmed })
  })
  afterAll(() => lab.close())

  describe.each(SCENES)('from $scene', scene => {
    let snapshot: SnapshotAddress
    beforeAll(async () => {
      const source = await makePool(lab.simulator, scene.pool)
      lab.simulator.addGroup(source, { name: 'staff' })
      for (const { user } of scene.kinds) lab.simulator.addUser(source, user)
      snapshot = await lab.exportOf(source, scene.mfaLookup)
    })

    /** A target like the source, with those who are to be there before. */
    async function makeTarget(): Promise<string> {
      const target = await makePool(lab.simulator, scene.pool)
      lab.simulator.addGroup(target, { name: 'guests' })
      for (const { user, existing } of scene.kinds) {
        if (existing === undefined) continue
        const { username } = user
        lab.simulator.addUser(target, { username, ...existing })
      }
      return target
    }

    async function tryOut(condition: Condition): Promise<void> {
      const { mfaPreferenceNeedsConfirmed: _, ...policies } = condition
      const cells = scene.kinds.map(kind => cellOf(kind, condition))
      const counts = countsOf(cells)
      const ending = endingOf(cells)
      const target = await makeTarget()
      const before = lab.simulator.poolState(target)

      const planned = await lab.restore(snapshot, target, {
        ...policies,
        dryRun: true
      })
      expect(planned.writes).toEqual([])
      expect(lab.simulator.poolState(target)).toEqual(before)
      // That a factor will be refused is what no plan can know.
      const { usersCreated, usersFailed } = counts
      const isRun = ending !== 'restore-blocked'
      expect(planned.failure?.code).toBe(
        ending === 'restore-incomplete' ? undefined : ending
      )
      expect(planned.outcome).toMatchObject({
        ...counts,
        usersExisting: scene.kinds.some(({ existing }) => existing)
          ? expect.any(Number)
          : 0,
        usersCreated: isRun ? usersCreated + usersFailed : undefined,
        usersUpdated: isRun ? counts.usersUpdated : undefined,
        usersFailed: isRun ? 0 : undefined
      })

      const run = await lab.restore(snapshot, target, policies)
      expect(run.failure?.code).toBe(ending)
      expect(run.messagesSent).toBe(0)
      const after = lab.simulator.poolState(target)
      const hasBegun = isRun && ending !== 'nothing-restored'
      if (hasBegun) {
        expect(run.outcome).toMatchObject(counts)
        expect(reported(run, scene)).toEqual(cells.map(({ result }) => result))
      } else {
        expect(run.writes).toEqual([])
        expect(after).toEqual(before)
      }
      const ends = scene.kinds.flatMap((kind, index) => {
        const end = cells[index]?.end
        return end === undefined ? [] : [expectedState(kind, end)]
      })
      const byName = (a: { username: string }, b: { username: string }) =>
        a.username < b.username ? -1 : 1
      expect(after.users.map(stateOf).sort(byName)).toEqual(ends.sort(byName))
      expectPasswordsKept(before.users, after.users)
      lab.simulator.removePool(target)
    }

    test.each(['skip' as const, 'update' as const, 'fail' as const])(
      'every user comes to what the table says, with existing-users: %s',
      async existingUsers => {
        for (const condition of conditions(mfaPreferenceNeedsConfirmed)) {
          if (condition.existingUsers !== existingUsers) continue
          try {
            await tryOut(condition)
          } catch (error) {
            if (error instanceof Error) {
              error.message = `${JSON.stringify(condition)}\n${error.message}`
            }
            throw error
          }
        }
      }
    )
  })
})

/** Who was there keeps the password, and no two others have the same. */
function expectPasswordsKept(before: UserView[], after: UserView[]): void {
  const had = new Map(before.map(({ sub, password }) => [sub, password]))
  const given = after.flatMap(({ sub, password }) => {
    if (!had.has(sub)) return [password]
    expect(password).toBe(had.get(sub))
    return []
  })
  expect(given).not.toContain(undefined)
  expect(new Set(given).size).toBe(given.length)
}
