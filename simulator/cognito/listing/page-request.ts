import type { Members } from '../protocol/members.ts'
import { maxLimit, paginationTokenShape } from '../protocol/shapes.ts'

/** Undocumented; seen in aws/aws-sdk-js-v3#7013. */
const defaultLimit = 25

/** Which page of a list a request asks for. */
export interface PageRequest {
  limit: number
  token: string | undefined
}

/**
 * Reads `Limit` and the token, which ListUsers calls differently than the
 * other operations do. A limit of zero is allowed, and taken for none.
 */
export function readPageRequest(
  request: Members,
  tokenName: 'NextToken' | 'PaginationToken' = 'NextToken'
): PageRequest {
  const limit = request.optionalInteger('Limit', 0, maxLimit) ?? 0
  return {
    limit: limit > 0 ? limit : defaultLimit,
    token: request.optionalString(tokenName, paginationTokenShape)
  }
}

/** Reads `MaxResults`, as some lists call their limit, and the token. */
export function readResultsPage(
  request: Members,
  min: number,
  max: number
): PageRequest {
  const limit = request.optionalInteger('MaxResults', min, max) ?? 0
  return {
    limit: limit > 0 ? limit : Math.min(defaultLimit, max),
    token: request.optionalString('NextToken', paginationTokenShape)
  }
}
