/** What AWS says about a denied call. */
export interface Denial {
  /** The denied IAM action, such as kms:GenerateDataKey for a put. */
  action: string | undefined
  /** The kind of policy; `undefined` if AWS doesn't name one. */
  policy: PolicyKind | undefined
  /**
   * True for a Deny, false for a missing Allow; `undefined` if AWS says
   * neither.
   */
  isExplicit: boolean | undefined
}

type PolicyKind =
  | 'identity'
  | 'resource'
  | 'key'
  | 'trust'
  | 'organisation'
  | 'resource-control'
  | 'boundary'
  | 'session'
  | 'endpoint'

/**
 * AWS's words for each kind of policy. AWS names one kind even if several deny;
 * the kind that denies follows `transitively through`. Source: IAM user guide,
 * "Troubleshoot access denied error messages".
 */
const KINDS: readonly [words: RegExp, kind: PolicyKind][] = [
  [/\bidentity-based polic/i, 'identity'],
  // KMS says this to other accounts, whatever the reason.
  [/\bresource does not exist in this Region\b/i, 'key'],
  [/\bresource-based polic/i, 'resource'],
  [/\brole trust polic/i, 'trust'],
  [/\bservice control polic/i, 'organisation'],
  [/\bresource control polic/i, 'resource-control'],
  [/\bpermissions boundary\b/i, 'boundary'],
  [/\bsessions? polic/i, 'session'],
  [/\bVPC endpoint polic/i, 'endpoint']
]

/**
 * Reads AWS's message about a denial. Services may give no reason; S3 gives
 * none to callers outside the organisation.
 *
 * @param message AWS's own; only the name of the action leaves this function
 */
export function readDenial(message: string): Denial {
  const action = /perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1]
  const reason = /\b(explicit deny|because)\b(.*)$/is.exec(message)
  const said = (reason?.[2] ?? '').replace(/^.*\btransitively through\b/is, '')
  const known = KINDS.find(([words]) => words.test(said))
  const isDeny = /^explicit/i.test(reason?.[1] ?? '')
  const isExplicit = isDeny || (/^ no\b/.test(said) ? false : undefined)
  return { action, policy: known?.[1], isExplicit }
}

/**
 * Whether AWS's message says or suggests that the role's policies lack an
 * Allow.
 */
export function lacksAllow(message: string): boolean {
  const { policy, isExplicit } = readDenial(message)
  return isExplicit !== true && (policy ?? 'identity') === 'identity'
}

/**
 * Sentences about the policy that denies a call, and what to do.
 *
 * @param role the role, as the beginning of a sentence
 * @param asked the IAM action of the call, used if AWS names none
 */
export function explainDenial(
  role: string,
  asked: string,
  { action = asked, policy, isExplicit }: Denial
): string {
  const [service = ''] = action.split(':')
  const { where, allow, undeny } =
    policy === undefined ? unnamed(service) : POLICIES[policy](service)
  return `${role} may not call ${action}. ${reasonOf(isExplicit, where)} ${isExplicit === true ? undeny : allow}`
}

function reasonOf(isExplicit: boolean | undefined, where: string): string {
  if (isExplicit === undefined) return `What refuses it is ${where}.`
  return isExplicit
    ? `A Deny in ${where} refuses it.`
    : `Nothing in ${where} allows it.`
}

interface WayOut {
  where: string
  /** What to do if nothing allows the action. */
  allow: string
  /** What to do if a Deny refuses it. */
  undeny: string
}

const same = (where: string, wayOut: string) => () => ({
  where,
  allow: wayOut,
  undeny: wayOut
})

const POLICIES: Record<PolicyKind, (service: string) => WayOut> = {
  identity: () => ({
    where: "the role's own policies",
    allow:
      'Add that action to its policy; the templates in infra/ list the permissions of each mode.',
    undeny: 'Take the action out of that Deny, because no Allow outweighs it.'
  }),
  resource: service => RESOURCES[service] ?? RESOURCE,
  key: same(
    'the policy of the key, or that there is no such key',
    "Allow the role that action there, and check that the key is in the bucket's region."
  ),
  trust: same(
    'the trust policy of the role to assume',
    'Let that policy trust the caller.'
  ),
  organisation: same(
    'the service control policies (SCPs) of the organisation',
    'Ask the administrators of the organisation: no policy of the account can allow it.'
  ),
  'resource-control': same(
    'the resource control policies (RCPs) of the organisation',
    'Ask the administrators of the organisation that owns the bucket and the key.'
  ),
  boundary: same(
    'the permissions boundary of the role',
    "Change the boundary: the role's own policies can't go beyond it."
  ),
  session: same(
    "the session policies of the role's session",
    'Change them in the step or the broker that assumes the role.'
  ),
  endpoint: same(
    'the policy of the VPC endpoint that the call went through',
    "Change that policy: it belongs to the runner's network."
  )
}

const RESOURCE = {
  where: 'the resource-based policy',
  allow: 'Allow the role that action there.',
  undeny: 'Look at the conditions of that Deny, or exempt the role.'
}

/** The services' names for resource-based policies; Cognito has none. */
const RESOURCES: Record<string, WayOut> = {
  s3: {
    ...RESOURCE,
    where: 'the policy of the bucket or its access point',
    undeny:
      'Look at its conditions: if it demands the header x-amz-acl, set the input object-acl.'
  },
  kms: { ...RESOURCE, where: 'the key policy' },
  sts: { ...RESOURCE, where: 'the trust policy of the role to assume' }
}

function unnamed(service: string): WayOut {
  const more = RESOURCES[service] ? `${RESOURCES[service].where}, ` : ''
  return {
    where: 'a policy that AWS does not name',
    allow: `Check that the role's own policies allow it, as the template in infra/ does. Then look at ${more}the permissions boundary and the SCPs of the organisation.`,
    undeny: `Look for it in the role's policies, ${more}the permissions boundary and the SCPs.`
  }
}
