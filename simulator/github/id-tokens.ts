import {
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  sign,
  verify,
  type KeyPairKeyObjectResult
} from 'node:crypto'
import type { Clock } from '../clock.ts'

/** The job that asks for tokens. */
export interface JobOptions {
  /** GitHub's by default; a GitHub Enterprise Server has its own. */
  issuer?: string
  /** `octo-org/backups` by default. */
  repository?: string
  /** `backup` by default; null for a job without one. */
  environment?: string | null
  /**
   * `names`: `repo:octo-org/backups:…`. `ids`, for repositories created,
   * renamed or transferred since 15 July 2026:
   * `repo:octo-org@1234/backups@5678:…`. Any other text is the `sub` itself.
   */
  subject?: string
  /** The lifetime of tokens: five minutes by default. */
  tokenSeconds?: number
}

/** The parts that differ between jobs of one repository. */
export interface JobPlace {
  environment?: string | undefined
  /** The file of its workflow: `backup.yml` by default. */
  workflow?: string | undefined
}

const ownerId = '1234'
const repositoryId = '5678'

/**
 * The ID tokens that GitHub gives to the jobs of a workflow. They are signed
 * with an elliptic curve, because RSA keys take long to make.
 *
 * Source: GitHub docs, "OpenID Connect reference".
 */
export class IdTokens {
  /** The bearer token that a job sends. */
  readonly requestToken = randomBytes(24).toString('base64url')
  #keys: KeyPairKeyObjectResult | undefined
  readonly #clock: Clock
  readonly #job: Required<JobOptions>

  constructor(clock: Clock, job: JobOptions) {
    this.#clock = clock
    this.#job = {
      issuer: 'https://token.actions.githubusercontent.com',
      repository: 'octo-org/backups',
      environment: 'backup',
      subject: 'names',
      tokenSeconds: 300,
      ...job
    }
  }

  issue(audience: string, place: JobPlace = {}): string {
    const now = Math.floor(this.#clock.now() / 1000)
    const { issuer, repository, tokenSeconds } = this.#job
    const { environment = this.#job.environment, workflow = 'backup.yml' } =
      place
    const [owner = ''] = repository.split('/')
    const claims = {
      jti: randomUUID(),
      sub: this.#subject(environment),
      aud: audience,
      iss: issuer,
      ref: 'refs/heads/main',
      repository,
      repository_owner: owner,
      repository_id: repositoryId,
      repository_owner_id: ownerId,
      ...(environment !== null && { environment }),
      workflow: 'Back up the user pool',
      job_workflow_ref: `${repository}/.github/workflows/${workflow}@refs/heads/main`,
      event_name: 'schedule',
      nbf: now - 300,
      iat: now,
      exp: now + tokenSeconds
    }
    const content = [{ typ: 'JWT', alg: 'ES256', kid: 'simulated' }, claims]
      .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    const { privateKey } = this.#keyPair()
    const signature = sign('sha256', Buffer.from(content), {
      key: privateKey,
      dsaEncoding: 'ieee-p1363'
    })
    return `${content}.${signature.toString('base64url')}`
  }

  isGenuine(token: string): boolean {
    const at = token.lastIndexOf('.')
    const signature = Buffer.from(token.slice(at + 1), 'base64url')
    const { publicKey } = this.#keyPair()
    return verify(
      'sha256',
      Buffer.from(token.slice(0, at)),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      signature
    )
  }

  #subject(environment: string | null): string {
    const { subject, repository } = this.#job
    const [owner = '', name = ''] = repository.split('/')
    const context =
      environment === null
        ? 'ref:refs/heads/main'
        : `environment:${environment}`
    switch (subject) {
      case 'names':
        return `repo:${repository}:${context}`
      case 'ids':
        return `repo:${owner}@${ownerId}/${name}@${repositoryId}:${context}`
      default:
        return subject
    }
  }

  #keyPair(): KeyPairKeyObjectResult {
    this.#keys ??= generateKeyPairSync('ec', { namedCurve: 'P-256' })
    return this.#keys
  }
}
