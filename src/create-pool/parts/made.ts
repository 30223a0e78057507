import type { Announced, Finding, MadePart, Making } from './made-part.ts'

/** A part with its verdict, which follows from its findings and differences. */
export function made(part: Omit<MadePart, 'verdict'>): MadePart {
  return { ...part, verdict: verdictOf(part.findings, part.announced) }
}

/** A part of which the new pool has the same without a call. */
export function unchanged(part: string, sentence: string): MadePart {
  return made({ part, sentence, steps: [], findings: [], announced: [] })
}

function verdictOf(
  findings: readonly Finding[],
  announced: readonly Announced[]
): MadePart['verdict'] {
  if (findings.length > 0) return 'needs-a-person'
  return announced.length > 0 ? 'changed' : 'same'
}

/**
 * Whether the new pool is in another account or Region than the old one. If not,
 * the roles, keys and identities that the definition names are the same.
 */
export function isElsewhere({ source, target }: Making): boolean {
  return (
    source.accountId !== target.accountId || source.region !== target.region
  )
}
