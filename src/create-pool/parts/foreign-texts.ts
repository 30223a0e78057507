import { isObject, type Json } from '../../compare/definition/json.ts'
import { joined } from '../../compare/definition/normalise.ts'
import type { Finding, Making } from './made-part.ts'

/** Members that hold files in base64, in which no text is to be found. */
const FILES = ['Bytes', 'ImageFile', 'logo']

/**
 * Members that may name us-east-1 in any Region: CloudFront takes certificates of
 * that Region only.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
 */
const ANY_REGION = ['CertificateArn']

/**
 * Finds texts that name the account or the Region of the old pool, though the new
 * pool is in another one. `replace` solves them.
 *
 * @param settings what is set in the new pool, such as the input of a step:
 *   without ids and ARNs that the new pool has of its own
 */
export function foreignFindings(
  part: string,
  settings: Json,
  { source, target }: Making
): Finding[] {
  const texts = textsIn(settings, '', '')
  const ofAccount = texts.filter(({ text }) => names(text, source.accountId))
  const ofRegion = texts.filter(
    ({ text, member }) =>
      !ANY_REGION.includes(member) && names(text, source.region)
  )
  return [
    ...(source.accountId === target.accountId
      ? []
      : findingOf(
          'other-account',
          part,
          `account ${source.accountId}`,
          ofAccount
        )),
    ...(source.region === target.region
      ? []
      : findingOf('other-region', part, `Region ${source.region}`, ofRegion))
  ]
}

function findingOf(
  what: string,
  part: string,
  named: string,
  texts: readonly Text[]
): Finding[] {
  if (texts.length === 0) return []
  const paths = [...new Set(texts.map(({ path }) => path))].join(', ')
  return [
    {
      id: `${what}/${part}`,
      sentence: `${paths} still names ${named}. Give a replacement in the input replace, or accept it.`,
      canAccept: true
    }
  ]
}

interface Text {
  text: string
  /** Where it stands, with keys of maps and without those of lists. */
  path: string
  /** The last member of the path. */
  member: string
}

function textsIn(value: Json, path: string, member: string): Text[] {
  if (typeof value === 'string') return [{ text: value, path, member }]
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap(item =>
      textsIn(item, path, member)
    )
  }
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    FILES.includes(key) ? [] : textsIn(inner, joined(path, key), key)
  )
}

/** Whether a text has a word in it, and not as a piece of a longer one. */
function names(text: string, word: string): boolean {
  for (
    let at = text.indexOf(word);
    at !== -1;
    at = text.indexOf(word, at + 1)
  ) {
    const around = [text[at - 1], text[at + word.length]]
    if (around.every(one => one === undefined || !/[a-z0-9]/i.test(one))) {
      return true
    }
  }
  return false
}
