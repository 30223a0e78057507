import type { Members } from '../protocol/members.ts'
import { maxLimit, paginationTokenShape } from '../protocol/shapes.ts'

/** Undocumented; seen in aws/aws-sdk-js-v3#7013. */
const defaultLimit = 25

/** The page of a list that a request asks for. */
export interface PageRequest {
  limit: number
  token: string | undefined
}

/**
 * Reads `Limit` and the token; ListUsers has its own name for the token. A
 * limit of zero is valid and means no limit.
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

/** Reads `MaxResults`, the limit of some lists, and the token. */
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
