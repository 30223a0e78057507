import type { Group } from '../cognito/state/group.ts'
import { createGroup } from '../cognito/state/group.ts'
import { integer, pick, seededRandom, seedFor } from '../random.ts'

/** No spaces: the pattern of group names excludes them. */
const groupNames = [
  'administrators',
  'Équipe-produit',
  '管理者',
  'support_tier-1',
  'billing::read',
  'المحررون',
  '##[group]beta',
  '__proto__',
  'a/b\\c',
  'team-🚀'
] as const

const descriptions = [
  'Everybody who may change everything',
  'Zugriff auf Rechnungen — „nur lesen“',
  'line one\nline two\u2028line three',
  '::error::no error'
] as const

const firstDay = Date.UTC(2019, 0, 1)

/** The `index`-th group of a seed: always the same one. */
export function groupAt(index: number, seed: number, accountId: string): Group {
  const random = seededRandom(seedFor(~seed, index))
  const base = groupNames[index % groupNames.length] ?? 'group'
  const name = index < groupNames.length ? base : `${base}-${index}`
  const createdAt = firstDay + integer(random, 60 * 24 * 60 * 60 * 1000)
  return createGroup(name, createdAt, {
    description: random() < 0.6 ? pick(random, descriptions) : undefined,
    precedence: precedenceAt(index),
    roleArn:
      index % 3 === 0
        ? `arn:aws:iam::${accountId}:role/cognito-group-${index}`
        : undefined
  })
}

/** Zero, which isn't "none"; none; and the same number for two groups. */
function precedenceAt(index: number): number | undefined {
  if (index === 0) return 0
  if (index % 4 === 1) return undefined
  return Math.floor(index / 2)
}
