import { AwsCallError } from '../../src/shared/errors.ts'
import { isAnswer } from './answer.ts'
import type { Lab } from './lab.ts'
import { NotSettled, notSettled, type Proof, type Verdict } from './proof.ts'
import type { Proved } from './report.ts'

/**
 * Tries the proofs, one after the other: one that fails doesn't end the others.
 *
 * @param say is told of each as it ends
 * @returns those that were tried, until the lab's signal was aborted
 */
export async function runProofs(
  proofs: readonly Proof[],
  lab: Lab,
  say: (proved: Proved) => void
): Promise<Proved[]> {
  const all: Proved[] = []
  for (const proof of proofs) {
    if (lab.signal.aborted) break
    const verdict = await judge(proof, lab)
    // What was cut short says nothing.
    if (isStopped(lab) && verdict.outcome !== 'as-assumed') break
    const proved = { id: proof.id, verdict }
    all.push(proved)
    say(proved)
  }
  return all
}

/** TypeScript takes the signal for unchanged over an await. */
const isStopped = ({ signal }: Lab): boolean => signal.aborted

async function judge(proof: Proof, lab: Lab): Promise<Verdict> {
  try {
    return await proof.try(lab)
  } catch (error) {
    return notSettled(whyNot(error))
  }
}

/** Messages of AWS and of bugs may quote people, so only names are told. */
export function whyNot(error: unknown): string {
  if (error instanceof NotSettled) return error.message
  if (error instanceof AwsCallError) {
    const { action, awsCode } = error
    return isAnswer(error)
      ? `${action} answered ${awsCode}, which this proof doesn't expect`
      : `${action} failed: ${awsCode}`
  }
  const name = error instanceof Error ? error.name : typeof error
  return `the proof itself failed (${name})`
}
