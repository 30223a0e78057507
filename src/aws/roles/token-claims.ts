/** What a job's ID token says about the job. Not secret, unlike the token. */
export interface TokenClaims {
  issuer: string
  subject: string
  audience: string
  /** Name and ids: GitHub may put either into `sub`. */
  repository: string
  repositoryId: string
  ownerId: string
  /** The job's workflow with its branch: `job_workflow_ref`. */
  workflowRef: string
}

/** Longer texts are cut: a branch or an environment may have any name. */
const MAX_LENGTH = 300

/**
 * Reads the payload of a JWT without checking its signature, which STS does. The
 * claims only serve sentences.
 *
 * @returns `undefined` if the text is no JWT
 */
export function readClaims(token: string): TokenClaims | undefined {
  const payload = parse(token.split('.')[1] ?? '')
  if (payload === undefined) return undefined
  const text = (name: string) => {
    const value = payload.get(name)
    return typeof value === 'string' ? value.slice(0, MAX_LENGTH) : ''
  }
  return {
    issuer: text('iss'),
    subject: text('sub'),
    audience: text('aud'),
    repository: text('repository'),
    repositoryId: text('repository_id'),
    ownerId: text('repository_owner_id'),
    workflowRef: text('job_workflow_ref')
  }
}

function parse(payload: string): Map<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(
      Buffer.from(payload, 'base64url').toString()
    )
    return typeof value === 'object' && value !== null
      ? new Map(Object.entries(value))
      : undefined
  } catch {
    return undefined
  }
}

/** The form of a `sub`, and the same `sub` in the other form. */
export interface SubjectForm {
  form: 'names' | 'ids'
  otherForm: string
}

/**
 * The end of a `sub` that wasn't customised. GitHub writes a `:` in it as %3A.
 */
const CONTEXT = /^(?:environment:[^:]+|ref:refs\/[^:]+|pull_request)$/

/**
 * The form of the `sub` claim. Repositories that were created, renamed or
 * transferred since 15 July 2026 have ids in it, `repo:ORG@ID/REPO@ID:…`; older
 * ones have names. The environment, the branch or tag, or the event follows. A
 * template of the repository or the organisation may change all of it (GitHub
 * docs, "OpenID Connect reference").
 *
 * @returns `undefined` if it has neither form, because it was customised
 */
export function formOfSubject(claims: TokenClaims): SubjectForm | undefined {
  const { subject, repository, repositoryId, ownerId } = claims
  const [owner, name] = repository.split('/')
  if (owner === undefined || name === undefined) return undefined
  const names = `repo:${repository}:`
  const ids = `repo:${owner}@${ownerId}/${name}@${repositoryId}:`
  const [form, prefix, other] = subject.startsWith(names)
    ? (['names', names, ids] as const)
    : (['ids', ids, names] as const)
  const context = subject.slice(prefix.length)
  if (!subject.startsWith(prefix) || !CONTEXT.test(context)) return undefined
  return { form, otherForm: other + context }
}
