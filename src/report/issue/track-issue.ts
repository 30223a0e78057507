import {
  bodyOf,
  duplicateOf,
  failedAgain,
  LABEL,
  markerOf,
  oneMore,
  readStreak,
  titleOf,
  worksAgain,
  type Failure,
  type Tracked
} from './tracking-issue.ts'

/** The facts of an issue. */
export interface Issue {
  number: number
  url: string
  body: string
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  createdAt: number
  /** The login of its author. */
  author: string
}

/** The issues of a repository; each method throws if it fails. */
export interface Issues {
  /** All open issues, the oldest first; no pull requests. */
  open(): AsyncIterable<Issue>
  /** The login of the token's owner. */
  myLogin(): Promise<string>
  /**
   * Creates an issue.
   *
   * @returns undefined if it isn't known whether it was created: look again
   */
  create(issue: {
    title: string
    body: string
    labels: string[]
  }): Promise<Issue | undefined>
  /** Changes the body, and reopens the issue if it is closed. */
  update(number: number, body: string): Promise<void>
  comment(number: number, body: string): Promise<void>
  close(number: number, reason: 'completed' | 'not_planned'): Promise<void>
}

/** How often an issue is created while the answers are missing. */
const MOST_CREATIONS = 3

/**
 * Opens an issue about a failure, or updates the open one.
 *
 * @returns what was done
 */
export async function reportFailure(
  issues: Issues,
  subject: Tracked,
  failure: Failure
): Promise<string> {
  const body = bodyOf(subject, { since: failure.at, failures: 1 }, failure)
  for (let time = 0; time < MOST_CREATIONS; time += 1) {
    const known = await findIssue(issues, subject)
    if (known !== undefined) {
      // The same body: this run created it, and the answer was lost.
      return known.body === body
        ? `opened ${known.url}`
        : addFailure(issues, subject, known, failure)
    }
    const title = titleOf(subject)
    const created = await issues.create({ title, body, labels: [LABEL] })
    if (created !== undefined) {
      return afterCreation(issues, subject, created, failure)
    }
  }
  throw new Error('No issue could be created')
}

/**
 * Another run may have created an issue at the same time. The older one stays.
 */
async function afterCreation(
  issues: Issues,
  subject: Tracked,
  created: Issue,
  failure: Failure
): Promise<string> {
  const [oldest] = await findIssues(issues, subject, created.author)
  if (oldest === undefined || oldest.number >= created.number) {
    return `opened ${created.url}`
  }
  await closeDuplicate(issues, created.number, oldest.number)
  return addFailure(issues, subject, oldest, failure)
}

async function addFailure(
  issues: Issues,
  subject: Tracked,
  { number, url, body, createdAt }: Issue,
  failure: Failure
): Promise<string> {
  const streak = oneMore(readStreak(body, createdAt))
  await issues.update(number, bodyOf(subject, streak, failure))
  // GitHub sends e-mails about comments, but not about changes.
  await issues.comment(number, failedAgain(streak, failure))
  return `updated ${url}`
}

/**
 * Closes the issue, because a run has succeeded.
 *
 * @returns what was done; undefined if there was nothing to do
 */
export async function closeIssue(
  issues: Issues,
  subject: Tracked,
  success: Pick<Failure, 'at' | 'place'>
): Promise<string | undefined> {
  const known = await findIssue(issues, subject)
  if (known === undefined) return undefined
  const { number, url, body, createdAt } = known
  const streak = readStreak(body, createdAt)
  await issues.comment(number, worksAgain(subject, streak, success))
  await issues.close(number, 'completed')
  return `closed ${url}`
}

/**
 * The open issue about the subject, if there is one. If runs at the same time
 * left more than one, this closes all but the oldest.
 */
async function findIssue(
  issues: Issues,
  subject: Tracked
): Promise<Issue | undefined> {
  const [oldest, ...others] = await findIssues(issues, subject)
  if (oldest === undefined) return undefined
  for (const { number } of others) {
    await closeDuplicate(issues, number, oldest.number)
  }
  return oldest
}

/**
 * The open issues with the subject's marker as the first line, the oldest
 * first. They must be by the token's owner, because anyone may write that line.
 */
async function findIssues(
  issues: Issues,
  subject: Tracked,
  login?: string
): Promise<Issue[]> {
  const first = `${markerOf(subject)}\n`
  const marked: Issue[] = []
  for await (const issue of issues.open()) {
    if (issue.body.startsWith(first)) marked.push(issue)
  }
  if (marked.length === 0) return []
  const self = login ?? (await issues.myLogin())
  return marked
    .filter(({ author }) => author === self)
    .sort((a, b) => a.number - b.number)
}

async function closeDuplicate(
  issues: Issues,
  number: number,
  oldest: number
): Promise<void> {
  await issues.comment(number, duplicateOf(oldest))
  await issues.close(number, 'not_planned')
}
