import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { CognitoError, resourceNotFound } from '../protocol/errors.ts'
import type { StringShape } from '../protocol/members.ts'
import type { Terms } from '../state/pool-definition.ts'
import { newUuid } from '../state/secrets.ts'
import { clientOf } from './clients.ts'
import { datesNow, listPage } from './list.ts'

const termsNameShape: StringShape = {
  pattern: /^(terms-of-use|privacy-policy)(-[\p{L}\p{M}\p{S}\p{N}\p{P}]+)?$/u
}

/** Source: API reference, CreateTerms. */
export const createTerms: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { ClientId } = clientOf(request, pool)
  const TermsName = request.string('TermsName', termsNameShape)
  for (const name of ['TermsSource', 'Enforcement']) request.string(name)
  request.choice('TermsSource', ['LINK'])
  request.choice('Enforcement', ['NONE'])
  for (const other of pool.definition.terms.values())
    if (other.ClientId === ClientId && other.TermsName === TermsName)
      throw new CognitoError(
        'TermsExistsException',
        'Terms with this name already exist for the app client.'
      )
  const terms: Terms = {
    TermsId: newUuid(state.random),
    ClientId,
    TermsName,
    TermsSource: 'LINK',
    Enforcement: 'NONE',
    Links: request.optionalMap('Links') ?? {},
    ...datesNow(state)
  }
  pool.definition.terms.set(terms.TermsId, terms)
  return { Terms: { UserPoolId: pool.id, ...terms } }
}

/** Source: API reference, DescribeTerms. */
export const describeTerms: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const terms = pool.definition.terms.get(request.string('TermsId'))
  if (terms === undefined) throw noTerms()
  return { Terms: { UserPoolId: pool.id, ...terms } }
}

/** Source: API reference, DescribeTermsByClient. */
export const describeTermsByClient: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { ClientId } = clientOf(request, pool)
  const name = request.string('TermsName', termsNameShape)
  for (const terms of pool.definition.terms.values())
    if (terms.ClientId === ClientId && terms.TermsName === name)
      return { Terms: { UserPoolId: pool.id, ...terms } }
  throw noTerms()
}

/** Source: API reference, ListTerms. */
export const listTerms: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { items, next } = listPage(request, state, pool, {
    operation: 'ListTerms',
    items: pool.definition.terms,
    keyOf: terms => terms.TermsId,
    results: [1, 60]
  })
  return {
    Terms: items.map(
      ({
        TermsId,
        TermsName,
        Enforcement,
        CreationDate,
        LastModifiedDate
      }) => ({
        TermsId,
        TermsName,
        Enforcement,
        CreationDate,
        LastModifiedDate
      })
    ),
    ...next
  }
}

const noTerms = () => resourceNotFound('Terms do not exist.')
