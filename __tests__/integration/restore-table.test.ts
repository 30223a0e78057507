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

const VALUES: { [Name in keyof Condition]: readonly Condition[Name][] } = {
  existingUsers: ['skip', 'update', 'fail'],
  usersWithoutUsername: ['skip', 'recreate'],
  mfaUsers: ['skip', 'restore'],
  federatedUsers: ['skip', 'link'],
  restoredUserStatus: ['confirmed', 'force-change-password'],
  mfaPreferenceNeedsConfirmed: [false, true]
}

/**
 * Every combination of the policies that the scene's cells name, each with every
 * value of every policy that they don't name.
 */
function conditionsOf({ kinds }: Scene): Condition[] {
  const named = new Set(
    kinds.flatMap(({ cells }) => cells.flatMap(({ when }) => Object.keys(when)))
  )
  const policies = Object.entries(VALUES)
  const others = policies.filter(([name]) => !named.has(name))
  let combinations: Partial<Condition>[] = [{}]
  for (const [name, values] of policies) {
    if (!named.has(name)) continue
    combinations = combinations.flatMap(one =>
      values.map(value => ({ ...one, [name]: value }))
    )
  }
  const turns = Math.max(1, ...others.map(([, values]) => values.length))
  return combinations.flatMap((one, row) =>
    Array.from({ length: turns }, (_, turn) => {
      const rest = others.map(([name, values], at) => [
        name,
        values[(turn + (row >> at)) % values.length]
      ])
      return { ...one, ...Object.fromEntries(rest) } as Condition
    })
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

    test('every user comes to what the table says', async () => {
      const conditions = conditionsOf(scene).filter(
        one => one.mfaPreferenceNeedsConfirmed === mfaPreferenceNeedsConfirmed
      )
      expect(conditions).not.toEqual([])
      for (const condition of conditions) {
        try {
          await tryOut(condition)
        } catch (error) {
          if (error instanceof Error) {
            error.message = `${JSON.stringify(condition)}\n${error.message}`
          }
          throw error
        }
      }
    })
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
