import { SKIP_REASONS } from '../shared/skip-reasons.ts'

/*
 * Almost every line of a snapshot is plain: it is short and has no escape by
 * number. A pattern proves of such a line that its record is valid and its form
 * canonical, in a third of the time that the schema and a second printing take.
 * Of any other line it says nothing.
 */

/** The most characters of a plain line, so that no text of it is over its cap. */
const MAX_PLAIN = 4096

/** JSON prints all others as they are, if the surrogates are pairs. */
const CHARACTERS = String.raw`[^"\\\x00-\x1f]*`
const ESCAPE = String.raw`\\["\\bfnrt]`
const REST = `${CHARACTERS}(?:${ESCAPE}${CHARACTERS})*"`
const TEXT = `"${REST}`
const NAME = `"(?!")${REST}`
/** Objects put names that are numbers first. */
const ATTRIBUTE = `"(?!["\\d])${REST}:${TEXT}`
const TIME = String.raw`"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?Z"`

const listed = (item: string) => `(?:${item}(?:,${item})*)?`
const objectOf = (fields: Readonly<Record<string, string>>) =>
  `\\{${Object.entries(fields)
    .map(([name, value]) => `"${name}":${value}`)
    .join()}\\}`
const lineOf = (fields: Readonly<Record<string, string>>) =>
  new RegExp(`^${objectOf(fields)}$`)

const USER = lineOf({
  username: NAME,
  sub: NAME,
  status: NAME,
  enabled: '(?:true|false)',
  createdAt: TIME,
  modifiedAt: TIME,
  attributes: `(\\{${listed(ATTRIBUTE)}\\})`,
  mfa: `(?:"unknown"|${objectOf({
    methods: `\\[${listed(NAME)}\\]`,
    preferred: `(?:null|${NAME})`
  })})`,
  skip: `\\[${listed(`"(?:${SKIP_REASONS.join('|')})"`)}\\]`
})

const MEMBERSHIP = lineOf({ group: NAME, username: NAME })

/**
 * Whether a line proves itself to be that of a valid user, in canonical form.
 *
 * @param parsed what JSON.parse made of the line
 */
export function isPlainUser(
  line: string,
  parsed: { attributes: Readonly<Record<string, string>> }
): boolean {
  if (!mayBePlain(line)) return false
  const printed = USER.exec(line)?.[1]
  return printed !== undefined && areCanonical(printed, parsed.attributes)
}

/** The same of a membership. */
export function isPlainMembership(line: string): boolean {
  return mayBePlain(line) && MEMBERSHIP.test(line)
}

function mayBePlain(line: string): boolean {
  return line.length <= MAX_PLAIN && line.isWellFormed()
}

/** Whether the names are sorted, and none was printed twice. */
function areCanonical(
  printed: string,
  attributes: Readonly<Record<string, string>>
): boolean {
  let before = ''
  let length = '{'.length
  for (const name in attributes) {
    if (name <= before) return false
    before = name
    length += `"":"",`.length + name.length + (attributes[name]?.length ?? 0)
  }
  // Escapes and names that come twice only ever make the text longer.
  return length === printed.length || JSON.stringify(attributes) === printed
}
