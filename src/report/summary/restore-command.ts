import type { RestoreOutcome, SnapshotFacts } from '../../shared/outcome.ts'
import { docsPage } from '../run-place.ts'
import { rerun } from './rerun-step.ts'
import {
  addressWord,
  ghCommand,
  inputLines,
  shellCommand,
  shellWord,
  type Step
} from './steps.ts'
import type { RunFacts } from './summary-headline.ts'

/**
 * The same restore again. GitHub refuses inputs that a workflow lacks, so there is
 * a command only if the workflow was started with them.
 */
export function again(
  { status, snapshot, sourceUserPoolId, pool }: RestoreOutcome,
  run: RunFacts,
  isDryRun: boolean,
  texts: { byHand: string; otherwise: string }
): Step[] {
  const { place } = run
  const userPoolId = pool?.id ?? run.subject.userPoolId
  if (snapshot === undefined || userPoolId === undefined) return rerun(run)
  const known = new Map<string, string>([
    ['snapshot', snapshot.uri],
    // A run that failed may have refused this manifest for its digest.
    ...(status === 'failed'
      ? []
      : [['manifest-sha256', snapshot.manifestSha256] as const]),
    ['user-pool-id', userPoolId],
    ['dry-run', String(isDryRun)],
    ['source-user-pool-id', sourceUserPoolId ?? userPoolId]
  ])
  const { workflowFile, ref, dispatchInputs = [] } = place
  const others = dispatchInputs.filter(name => !known.has(name))
  const variables = others.map(variableFor)
  const isByHand =
    dispatchInputs.includes('snapshot') &&
    dispatchInputs.includes('dry-run') &&
    // `a-b` and `a_b` would share a variable.
    new Set(variables).size === variables.length
  if (workflowFile === undefined || ref === undefined || !isByHand) {
    return [
      {
        text: texts.otherwise,
        copy: inputLines({
          snapshot: snapshot.uri,
          'manifest-sha256': known.get('manifest-sha256'),
          'dry-run': String(isDryRun)
        })
      }
    ]
  }
  const first =
    others.length === 0
      ? ''
      : ` First give ${variables.map(name => `\`${name}\``).join(', ')} the value that this run had.`
  const { before, word } = snapshotWord(snapshot.uri)
  return [
    {
      text: texts.byHand + first,
      copy: shellCommand(
        ghCommand(`workflow run ${workflowFile}`, place),
        [
          `--ref ${ref}`,
          ...[...known]
            .filter(([name]) => dispatchInputs.includes(name))
            .map(([name, value]) =>
              field(name, name === 'snapshot' ? word : shellWord(value))
            ),
          // A shell stops at a variable that is not set; an empty one is a value.
          ...others.map(name => field(name, `"\${${variableFor(name)}?}"`))
        ],
        before
      )
    }
  ]
}

/** That of docs/getting-started.md, for runs whose own workflow doesn't restore. */
const RESTORE_WORKFLOW = 'restore.yml'

/** A dry run of a restore of this snapshot, after a run of another mode. */
export function dryRun(
  snapshot: Pick<SnapshotFacts, 'uri'> | undefined,
  userPoolId: string | undefined,
  { place }: RunFacts,
  text: string
): Step[] {
  if (snapshot === undefined || userPoolId === undefined) return []
  const { before, word } = snapshotWord(snapshot.uri)
  return [
    {
      text: `${text} This command needs the workflow of ${docsPage(place, 'getting-started.md')}, saved as \`${RESTORE_WORKFLOW}\`.`,
      copy: shellCommand(
        ghCommand(`workflow run ${RESTORE_WORKFLOW}`, place),
        [
          field('snapshot', word),
          field('user-pool-id', shellWord(userPoolId)),
          field('dry-run', 'true')
        ],
        before
      )
    }
  ]
}

/** The id and the slash at the end stand in the word. */
const snapshotWord = (uri: string) => addressWord(uri, 2)

const field = (name: string, value: string) => `-f ${name}=${value}`

const variableFor = (name: string) =>
  `INPUT_${name.toUpperCase().replaceAll('-', '_')}`
