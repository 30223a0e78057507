import type { Assumption } from './assumption.ts'

/** What only a job at GitHub shows: its API, its pages, its ID tokens. */
export const gitHubAssumptions: readonly Assumption[] = [
  {
    id: 'issue-author',
    where: 'src/report/issue/github-issues.ts',
    assumption:
      "GraphQL's `viewer` gives a job's token the author of its issues, `github-actions[bot]`.",
    ifNot: 'Each failure opens another issue.',
    byHand: 'Let a run with tracking-issue: true fail twice: one issue.'
  },
  {
    id: 'issue-listed',
    where: 'src/report/issue/github-issues.ts',
    assumption: 'An issue is listed as soon as it was created.',
    ifNot: 'Two runs leave two issues; the next closes one.',
    byHand: 'Let two jobs fail at the same time.'
  },
  {
    id: 'event-visibility',
    where: 'src/report/github-event.ts',
    assumption:
      "A scheduled run's event says by `repository.private` whether the repository is private.",
    ifNot: 'Values of settings are hidden: set `show-values: true`.',
    byHand:
      'In a private repository, change a setting between two runs of examples/nightly-backup.yml.'
  },
  {
    id: 'rerun-cancelled',
    where: 'src/report/summary/rerun-step.ts',
    assumption:
      '`gh run rerun --failed` runs the cancelled jobs of a run again too.',
    ifNot:
      'It is refused after a cancellation: start the job from the page of the run.',
    byHand: 'Cancel a run of examples/nightly-backup.yml, and run it again.'
  },
  {
    id: 'mermaid-in-table',
    where: 'src/report/summary/mermaid.ts',
    assumption: 'A summary draws Mermaid within a cell of an HTML table.',
    ifNot: 'The chart stands there as text.',
    byHand: 'Look at the summary of an export.'
  },
  {
    id: 'gh-commands',
    where: 'src/report/summary/next-steps.ts',
    assumption:
      '`gh workflow run` and `gh run rerun` do what their manual says.',
    ifNot: 'Correct the commands of the summary.',
    byHand: 'Copy one out of a summary and run it.'
  },
  {
    id: 'sts-denies',
    where: 'src/aws/roles/role-refusals.ts',
    assumption:
      "STS refuses a missing role, and one that doesn't trust the job, with `AccessDenied`.",
    ifNot: 'The error lacks the `sub` of the job.',
    byHand: 'Run jobs with a missing role, and a role of another repository.'
  },
  {
    id: 'sts-messages',
    where: 'src/aws/roles/role-refusals.ts',
    assumption:
      'STS says "No OpenIDConnect provider found", "audience" and `DurationSeconds` where that is the reason.',
    ifNot: 'The error is less precise.',
    byHand:
      'Run jobs without the provider, and with role-duration-seconds: 43200.'
  },
  {
    id: 'sts-passing',
    where: 'src/aws/roles/begin-session.ts',
    assumption:
      '"Couldn\'t retrieve verification key", `IDPCommunicationError` and `ExpiredTokenException` pass.',
    ifNot: 'The role is tried for 24 seconds before the run fails.',
    byHand: 'It takes an outage at GitHub.'
  },
  {
    id: 'sub-forms',
    where: 'src/aws/roles/token-claims.ts',
    assumption: 'A repository sends `sub` in one of two forms.',
    ifNot: 'The sentence calls the `sub` customised.',
    byHand:
      "Run a job with a role that doesn't trust it, and read its sentence."
  },
  {
    id: 'sts-china',
    where: 'src/aws/roles/id-token.ts',
    assumption: 'The STS of China takes the audience `sts.amazonaws.com.cn`.',
    ifNot: 'Change the audience.',
    byHand: 'Run a job with a role of that partition.'
  },
  {
    id: 'token-hours',
    where: 'src/aws/roles/renew-session.ts',
    assumption: 'GitHub gives a job ID tokens for about six hours.',
    ifNot: 'The run ends with its last session.',
    byHand: 'Run a job of six hours, such as a restore with quota-share: 1.'
  }
]
