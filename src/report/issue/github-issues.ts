import type * as Toolkit from '@actions/github/lib/utils'
import { UserError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/world.ts'
import { isTransient, waitOf } from './github-errors.ts'
import type { Issue, Issues } from './track-issue.ts'

/** How often a request is attempted, the first attempt included. */
const MAX_ATTEMPTS = 3

/** The longest time for one request, in milliseconds. */
const REQUEST_MS = 20_000

/** The login of a job's own token, if GitHub doesn't say. */
const JOB_LOGIN = 'github-actions[bot]'

// Octokit's log quotes untrusted text.
const silent = () => undefined
const SILENT = { debug: silent, info: silent, warn: silent, error: silent }

export interface IssueTools {
  clock: Clock
  /** Ends all requests when it is aborted. */
  signal: AbortSignal
}

/**
 * The issues of a repository by GitHub's REST API, at GITHUB_API_URL and
 * through the job's proxy, which @actions/github takes from the environment.
 * Transient failures are retried, except for the creation of an issue, which
 * might then exist twice.
 *
 * @param repository `octo-org/backups`
 * @throws UserError `input` if the environment gives no usable way to GitHub
 * @see https://docs.github.com/rest/issues/issues
 */
export async function connectIssues(
  repository: string,
  token: string,
  tools: IssueTools
): Promise<Issues> {
  const [owner = '', repo = ''] = repository.split('/')
  const octokit = await connect(token, tools)
  const { rest } = octokit
  let login: Promise<string> | undefined
  return {
    async *open() {
      const pages = octokit.paginate.iterator(rest.issues.listForRepo, {
        owner,
        repo,
        state: 'open',
        sort: 'created',
        direction: 'asc',
        per_page: 100
      })
      for await (const { data } of pages) {
        for (const issue of data) {
          if (issue.pull_request === undefined) yield toIssue(issue)
        }
      }
    },
    myLogin: () => (login ??= readLogin(octokit)),
    async create(issue) {
      try {
        return toIssue(
          (await rest.issues.create({ owner, repo, ...issue })).data
        )
      } catch (error) {
        if (tools.signal.aborted || !isTransient(error)) throw error
        await tools.clock.sleep(waitOf(error, 0), tools.signal)
        return undefined
      }
    },
    async update(number, body) {
      const issue = { owner, repo, issue_number: number }
      await rest.issues.update({ ...issue, body, state: 'open' })
    },
    async comment(number, body) {
      await rest.issues.createComment({
        owner,
        repo,
        issue_number: number,
        body
      })
    },
    async close(number, reason) {
      const issue = { owner, repo, issue_number: number }
      await rest.issues.update({
        ...issue,
        state: 'closed',
        state_reason: reason
      })
    }
  }
}

type Client = InstanceType<typeof Toolkit.GitHub>

/**
 * Loads the toolkit. It reads proxies, the server's address and the event when
 * it is loaded, and throws if it can't. That must not end a run.
 */
async function loadToolkit(): Promise<typeof Toolkit> {
  try {
    return await import(/* webpackMode: "eager" */ '@actions/github/lib/utils')
  } catch (error) {
    throw new UserError(
      'input',
      'the environment gives no usable way to GitHub. Check the variables HTTPS_PROXY, GITHUB_API_URL and GITHUB_EVENT_PATH.',
      { cause: error }
    )
  }
}

async function connect(token: string, tools: IssueTools): Promise<Client> {
  const { defaults, GitHub } = await loadToolkit()
  // Options replace the defaults, which hold the proxy.
  const octokit = new GitHub({
    auth: `token ${token}`,
    log: SILENT,
    request: { ...defaults.request, log: SILENT }
  })
  octokit.hook.wrap('request', async (request, options) => {
    const isCreation =
      options.method === 'POST' && options.url.endsWith('/issues')
    for (let attempt = 1; ; attempt += 1) {
      const signal = AbortSignal.any([
        tools.signal,
        AbortSignal.timeout(REQUEST_MS)
      ])
      try {
        return await request({
          ...options,
          request: { ...options.request, signal }
        })
      } catch (error) {
        const isFinal = isCreation || attempt === MAX_ATTEMPTS
        if (isFinal || tools.signal.aborted || !isTransient(error)) throw error
        await tools.clock.sleep(waitOf(error, attempt), tools.signal)
      }
    }
  })
  return octokit
}

/**
 * The login of the token. For a job's own token, only GraphQL knows it. If
 * GraphQL is refused, as on an old server, REST knows the login of a person's
 * token; otherwise the token is the job's.
 */
async function readLogin(octokit: Client): Promise<string> {
  try {
    const { viewer } = await octokit.graphql<{ viewer: { login: string } }>(
      'query { viewer { login } }'
    )
    return viewer.login
  } catch (error) {
    if (isTransient(error)) throw error
  }
  try {
    return (await octokit.rest.users.getAuthenticated()).data.login
  } catch (error) {
    if (isTransient(error)) throw error
    return JOB_LOGIN
  }
}

function toIssue(issue: {
  number: number
  html_url: string
  body?: string | null
  created_at: string
  user: { login: string } | null
}): Issue {
  return {
    number: issue.number,
    url: issue.html_url,
    // GitHub's editor ends lines with CR LF.
    body: (issue.body ?? '').replaceAll('\r\n', '\n'),
    createdAt: Date.parse(issue.created_at),
    author: issue.user?.login ?? ''
  }
}
