import { randomUUID } from 'node:crypto'
import type { Permissions } from '../permissions.ts'
import type { Call, Service } from '../service.ts'
import type { Sessions } from '../sts/sessions.ts'
import type { Reply, WireRequest } from '../wire.ts'
import { header } from '../wire.ts'
import { ClientChanges } from './client-changes.ts'
import { passedRole } from './import/passed-role.ts'
import type { CognitoState } from './operation.ts'
import { operations } from './operations.ts'
import { placeAt } from './places.ts'
import { CognitoError, tooManyRequests } from './protocol/errors.ts'
import { JsonBytes } from './protocol/json-bytes.ts'
import { Members } from './protocol/members.ts'
import { blockedWrites } from './recovery/blocked-writes.ts'
import { checkReplica } from './state/replica.ts'

const targetPrefix = 'AWSCognitoIdentityProviderService.'

/** Amazon Cognito user pools, over the AWS JSON 1.1 protocol. */
export function cognitoService(
  state: CognitoState,
  permissions: Permissions,
  sessions: Sessions
): Service {
  const clientChanges = new ClientChanges()
  return {
    name: 'cognito-idp',
    recognise(request) {
      const target = header(request.headers, 'x-amz-target')
      if (!target?.startsWith(targetPrefix)) return undefined
      return {
        operation: target.slice(targetPrefix.length),
        input: parseJson(request.body)
      }
    },
    arrived(call) {
      const poolId = poolIdIn(call.input)
      if (operations.has(call.operation))
        state.quotas.count(call.operation, poolId)
      clientChanges.arrived(call, poolId)
    },
    left: call => clientChanges.left(call),
    answer(call, request) {
      try {
        return jsonReply(200, perform(call, request))
      } catch (error) {
        if (!(error instanceof CognitoError)) throw error
        return errorReply(400, error.name, error.message)
      }
    },
    fail: errorReply
  }

  function perform(call: Call, request: WireRequest): object {
    const { operation, input } = call
    const { region, session } = checkCredentials(request)
    permissions.actAs(session)
    const perform = operations.get(operation)
    if (perform === undefined)
      throw new CognitoError('UnknownOperationException', '')
    if (input === undefined)
      throw new CognitoError('SerializationException', 'Invalid JSON.')
    const members = new Members(input)
    const poolId = members.optionalString('UserPoolId') ?? poolIdIn(input)
    if (!state.quotas.admit(operation, poolId)) throw tooManyRequests()
    for (const action of actionsOf(operation)) checkPermission(action, poolId)
    const role = passedRole(operation, input)
    if (role !== undefined && !permissions.allows('iam:PassRole'))
      throw new CognitoError(
        'AccessDeniedException',
        permissions.refusal('iam:PassRole', role)
      )
    const accountId = session?.accountId ?? state.account.accountId
    const place = placeAt(state, region, accountId)
    const pool = poolId === undefined ? undefined : place.pools.get(poolId)
    checkReplica(operation, pool)
    // Every operation has to see what jobs and recoveries have done by now.
    state.imports.advance()
    state.recoveries.advance()
    if (pool && blockedWrites.has(operation)) state.recoveries.refuseWrite(pool)
    clientChanges.refuseOverlap(call, poolId)
    return perform(members, place)
  }

  function checkCredentials(request: WireRequest) {
    const credentials = sessions.read(request)
    if (credentials === 'missing')
      throw new CognitoError(
        'MissingAuthenticationTokenException',
        'Missing Authentication Token'
      )
    if (credentials === 'expired')
      throw new CognitoError(
        'ExpiredTokenException',
        'The security token included in the request is expired'
      )
    if (credentials === 'malformed')
      throw new CognitoError(
        'IncompleteSignatureException',
        'Authorization header requires a Credential of five parts.'
      )
    if (credentials === 'unknown')
      throw new CognitoError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.'
      )
    return credentials
  }

  function checkPermission(action: string, poolId: string | undefined) {
    const { region, accountId } = state.account
    if (permissions.allows(action)) return
    throw new CognitoError(
      'AccessDeniedException',
      permissions.refusal(
        action,
        `arn:aws:cognito-idp:${region}:${accountId}:userpool/${poolId ?? '*'}`
      )
    )
  }
}

/** The IAM actions that an operation needs: most need one of the same name. */
function actionsOf(operation: string): string[] {
  // "An IAM policy that denies cognito-idp:DescribeTerms also denies requests
  // to DescribeTermsByClient." API reference, DescribeTermsByClient.
  return operation === 'DescribeTermsByClient'
    ? ['cognito-idp:DescribeTermsByClient', 'cognito-idp:DescribeTerms']
    : [`cognito-idp:${operation}`]
}

/** The pool that a request is about, by its id or, with tags, by its ARN. */
function poolIdIn(input: unknown): string | undefined {
  const { UserPoolId, ResourceArn } = (input ?? {}) as Record<string, unknown>
  if (typeof UserPoolId === 'string') return UserPoolId
  if (typeof ResourceArn !== 'string') return undefined
  return ResourceArn.split('/')[1]
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown
  } catch {
    return undefined
  }
}

function jsonReply(status: number, body: object): Reply {
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': randomUUID()
    },
    body: body instanceof JsonBytes ? body.bytes : JSON.stringify(body)
  }
}

/** The error's name goes into the body and, as AWS does, into a header. */
function errorReply(status: number, name: string, message: string): Reply {
  const reply = jsonReply(status, { __type: name, message })
  reply.headers['x-amzn-errortype'] = name
  return { ...reply, errorName: name }
}
