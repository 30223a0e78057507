import type { Env } from '../shared/world.ts'
import { dispatchInputs } from './github-event.ts'

/** Where on GitHub a run takes place; unknown facts are undefined. */
export interface RunPlace {
  /** `octo-org/backups` */
  repository: string | undefined
  /** `https://github.com`, without a slash at the end. */
  serverUrl: string
  runId: string | undefined
  /** The page of this attempt of the run. */
  runUrl: string | undefined
  /** The file of the workflow, such as `restore.yml`. */
  workflowFile: string | undefined
  /** The branch or tag of the run. */
  ref: string | undefined
  /** Names of the inputs of a workflow that was started by hand. */
  dispatchInputs: readonly string[] | undefined
  /** The folder `docs` of the action, in the version that runs. */
  docsUrl: string | undefined
}

const GITHUB = 'https://github.com'

/**
 * Reads the place from the runner's variables. Malformed values are left out,
 * so all of them are safe to show and to put into a command.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function readRunPlace(env: Env): RunPlace {
  const take = (name: string, pattern: RegExp) =>
    pattern.exec(env[name] ?? '')?.[1]
  const serverUrl =
    take('GITHUB_SERVER_URL', /^(https?:\/\/[\w.-]+(?::\d+)?)\/?$/) ?? GITHUB
  const action = take('GITHUB_ACTION_REPOSITORY', /^([\w.-]+\/[\w.-]+)$/)
  const version = take('GITHUB_ACTION_REF', /^([\w.-]+(?:\/[\w.-]+)*)$/)
  const repository = take('GITHUB_REPOSITORY', /^([\w.-]+\/[\w.-]+)$/)
  const runId = take('GITHUB_RUN_ID', /^(\d{1,20})$/)
  const attempt = take('GITHUB_RUN_ATTEMPT', /^(\d{1,6})$/)
  return {
    repository,
    serverUrl,
    runId,
    runUrl:
      repository === undefined || runId === undefined
        ? undefined
        : `${serverUrl}/${repository}/actions/runs/${runId}${attempt === undefined ? '' : `/attempts/${attempt}`}`,
    workflowFile: take(
      'GITHUB_WORKFLOW_REF',
      /^[^@]*\/\.github\/workflows\/([\w.-]+\.ya?ml)@/
    ),
    ref:
      take('GITHUB_REF_TYPE', /^(branch|tag)$/) &&
      take('GITHUB_REF_NAME', /^(\w[\w.-]*(?:\/[\w.-]+)*)$/),
    dispatchInputs: dispatchInputs(env),
    // Elsewhere, an action may come from there or from github.com.
    docsUrl:
      action === undefined || version === undefined || serverUrl !== GITHUB
        ? undefined
        : `${GITHUB}/${action}/blob/${version}/docs`
  }
}

/** A page of the action's `docs` in Markdown, as a link if its place is known. */
export function docsPage({ docsUrl }: RunPlace, page: string): string {
  const name = `docs/${page}`
  return docsUrl === undefined ? name : `[${name}](${docsUrl}/${page})`
}

/** The repository for `gh --repo`: with its host, unless that is github.com. */
export function ghRepository({
  repository,
  serverUrl
}: RunPlace): string | undefined {
  if (repository === undefined || serverUrl === GITHUB) return repository
  return `${serverUrl.replace(/^https?:\/\//, '')}/${repository}`
}
