import type { Env } from '../shared/world.ts'

/** Where on GitHub a run takes place; what isn't known is undefined. */
export interface RunPlace {
  /** `octo-org/backups` */
  repository: string | undefined
  /** `https://github.com`, without a slash at its end. */
  serverUrl: string
  runId: string | undefined
  /** The page of this attempt of the run. */
  runUrl: string | undefined
  /** The file of the workflow, such as `restore.yml`. */
  workflowFile: string | undefined
}

const GITHUB = 'https://github.com'

/**
 * Reads it from the variables that the runner sets. What doesn't look as they
 * do is left out, so that all of it can be shown and put into a command.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function readRunPlace(env: Env): RunPlace {
  const take = (name: string, pattern: RegExp) =>
    pattern.exec(env[name] ?? '')?.[1]
  const serverUrl =
    take('GITHUB_SERVER_URL', /^(https?:\/\/[\w.-]+(?::\d+)?)\/?$/) ?? GITHUB
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
    )
  }
}

/** The repository as `gh --repo` takes it: with its host where that isn't GitHub's. */
export function ghRepository({
  repository,
  serverUrl
}: RunPlace): string | undefined {
  if (repository === undefined || serverUrl === GITHUB) return repository
  return `${serverUrl.replace(/^https?:\/\//, '')}/${repository}`
}
