import { withoutNulls } from '../calls/answers.ts'
import type { Answer } from '../calls/json-answer.ts'
import { listAll } from '../calls/pages.ts'
import { keepKnown, type Stored } from './keep.ts'
import type { LeftOut } from './left-out.ts'
import { STRUCTURES } from './structures.ts'
import { UnreadableSection, type Source } from './source.ts'

/**
 * What a snapshot holds of an answer that has the members of one thing itself,
 * such as GetUserPoolMfaConfig's.
 */
export function keepAnswer<T>(
  { leftOut }: Pick<Source, 'leftOut'>,
  section: string,
  operation: string,
  answer: Answer
): Stored<T> {
  const kind = `${operation}Response`
  return keepKnown(kind, answer, section, {
    seen: () => undefined,
    leftOut: path => leftOut.add(path, 'UnknownText')
  }) as Stored<T>
}

/**
 * What a snapshot holds of the thing that an answer describes, such as
 * DescribeTerms' Terms. What AWS adds next to it in the answer joins it.
 *
 * @returns `undefined` where the answer describes nothing
 */
export function keepDescribed<T>(
  source: Pick<Source, 'leftOut'>,
  section: string,
  operation: string,
  answer: Answer
): Stored<T> | undefined {
  const [member = ''] = membersOf(operation)
  const { [member]: described, ...added } = answer
  if (described === null || described === undefined) return undefined
  if (typeof described !== 'object' || Array.isArray(described)) {
    throw new UnreadableSection('UnexpectedAnswer')
  }
  const kind = STRUCTURES.get(`${operation}Response`)?.get(member) ?? ''
  const kept = keepKnown(kind, described, section, {
    seen: () => undefined,
    leftOut: path => source.leftOut.add(path, 'UnknownText')
  }) as object
  return {
    ...keepAnswer<object>(source, section, operation, added),
    ...kept
  } as Stored<T>
}

/** How a listing is asked for one page. */
export type AskPage = (token: string | undefined) => Promise<Answer>

/**
 * What a snapshot holds of the items of a listing, such as ListResourceServers',
 * from all its pages.
 */
export async function keepListed<T>(
  { leftOut }: Source,
  section: string,
  operation: string,
  askPage: AskPage
): Promise<Stored<T>[]> {
  const items: Stored<T>[] = []
  const pages = readPages(leftOut, section, operation, askPage)
  for await (const { list, kind } of pages) {
    const kept = keepKnown(kind, list, section, {
      seen: () => undefined,
      leftOut: path => leftOut.add(path, 'UnknownText')
    })
    items.push(...(kept as Stored<T>[]))
  }
  return items
}

/**
 * One member of each item of a listing whose items are described by a call of
 * their own. The listing isn't stored, so what AWS adds to it is listed as left
 * out.
 *
 * @returns sorted in the order of UTF-16 code units, each once
 */
export async function listNames(
  { leftOut }: Source,
  section: string,
  operation: string,
  key: string,
  askPage: AskPage
): Promise<string[]> {
  const names = new Set<string>()
  const pages = readPages(leftOut, section, operation, askPage)
  for await (const { list, kind } of pages) {
    keepKnown(kind, list, section, {
      seen: path => leftOut.add(path, 'UnknownMember'),
      leftOut: () => undefined
    })
    for (const item of list) {
      const name = (item as Answer)[key]
      if (typeof name !== 'string') {
        throw new UnreadableSection('UnexpectedAnswer')
      }
      names.add(name)
    }
  }
  return [...names].sort()
}

async function* readPages(
  leftOut: LeftOut,
  section: string,
  operation: string,
  askPage: AskPage
) {
  const [member = ''] = membersOf(operation)
  const kind = STRUCTURES.get(`${operation}Response`)?.get(member) ?? ''
  const what = section.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
  const pages = listAll(what, async token => {
    const { [member]: list, NextToken, ...added } = await askPage(token)
    noteAdded(leftOut, section, operation, added)
    return {
      items: [listOf(list)],
      next: typeof NextToken === 'string' ? NextToken : undefined
    }
  })
  for await (const [list = []] of pages) yield { list, kind }
}

/** Lists as left out what AWS added next to what an answer is asked for. */
export function noteAdded(
  leftOut: LeftOut,
  section: string,
  operation: string,
  added: Answer
): void {
  keepKnown(`${operation}Response`, added, section, {
    seen: path => leftOut.add(path, 'UnknownMember'),
    leftOut: () => undefined
  })
}

/** A list of an answer without its nulls. */
function listOf(list: unknown): readonly unknown[] {
  if (!Array.isArray(list)) throw new UnreadableSection('UnexpectedAnswer')
  return withoutNulls(list as unknown[])
}

/** The members of an operation's answer, but for the token of the next page. */
function membersOf(operation: string): string[] {
  const members = STRUCTURES.get(`${operation}Response`) ?? new Map()
  return [...members.keys()].filter(name => name !== 'NextToken') as string[]
}

/**
 * A member that Cognito's API documents as always present.
 *
 * @throws UnreadableSection when it is missing: users are more than a style, so
 *   an odd answer costs its section and not the backup
 */
export function expectMember<T>(value: T | undefined): T {
  if (value === undefined) throw new UnreadableSection('UnexpectedAnswer')
  return value
}

/**
 * Sorted by a key, in the order of UTF-16 code units. Cognito promises no order
 * of its lists, and the definitions of an unchanged pool should be equal.
 */
export function sortedBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string | undefined
): T[] {
  const key = (item: T) => keyOf(item) ?? ''
  return items.toSorted((a, b) =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0
  )
}
