import type { Assumption } from './assumptions/assumption.ts'
import type { Proof } from './proof.ts'

/** All that is assumed, as Markdown, with the probe of each. */
export function listOf(
  assumptions: readonly Assumption[],
  proofs: readonly Pick<Proof, 'id'>[]
): string {
  const tried = new Set(proofs.map(({ id }) => id))
  const rows = assumptions.map(one =>
    [
      `- **${one.id}** (${one.where}): ${one.assumption}`,
      `  If not: ${one.ifNot}`,
      tried.has(one.id) ? '  Probe: npm run prove' : byHand(one)
    ].join('\n')
  )
  const byScript = assumptions.filter(({ id }) => tried.has(id)).length
  return [
    '# What is not proven without an account',
    '',
    `${byScript} rows are tried by npm run prove, ${assumptions.length - byScript} by hand.`,
    '',
    ...rows,
    ''
  ].join('\n')
}

/** The rest of the list, for the end of a report. */
export function listByHand(assumptions: readonly Assumption[]): string {
  const rows = assumptions.filter(one => one.byHand !== undefined)
  return [
    '',
    'To be tried by hand:',
    '',
    ...rows.map(one => `- **${one.id}**: ${one.assumption}\n${byHand(one)}`),
    ''
  ].join('\n')
}

const byHand = ({ byHand = 'no way is known' }: Assumption) =>
  `  By hand: ${byHand}`
