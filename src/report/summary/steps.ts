import { ghRepository, type RunPlace } from '../run-place.ts'
import { pastable } from './pastable.ts'
import { section } from './summary-table.ts'

/** A next step, and the text to copy for it. */
export interface Step {
  text: string
  /** Undefined if there is nothing to copy. */
  copy?: { language: 'sh' | 'yaml'; lines: readonly string[] }
}

/** The steps as a numbered list below their heading; blank without steps. */
export function renderSteps(steps: readonly Step[]): string {
  return section(
    'What to do next',
    steps.map((step, at) => render(step, at + 1)).join('\n')
  )
}

/**
 * A command to copy, with each option on a line of its own.
 *
 * @param before lines that it needs before it
 */
export function shellCommand(
  command: string,
  options: readonly string[] = [],
  before: readonly string[] = []
): NonNullable<Step['copy']> {
  const lines = [command, ...options.map(option => `  ${option}`)]
  return {
    language: 'sh',
    lines: [
      ...before,
      ...lines.map((line, at) => (at < lines.length - 1 ? `${line} \\` : line))
    ]
  }
}

/** Inputs of the action to copy; those that are not known are left out. */
export function inputLines(
  values: Readonly<Record<string, string | undefined>>
): NonNullable<Step['copy']> {
  return {
    language: 'yaml',
    lines: Object.entries(values).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [`${name}: '${pastable(value).replaceAll("'", "''")}'`]
    )
  }
}

/** A subcommand of `gh`, with the repository if it is known. */
export function ghCommand(subcommand: string, place: RunPlace): string {
  const repository = ghRepository(place)
  return `gh ${subcommand}${repository === undefined ? '' : ` --repo ${repository}`}`
}

/** The longest address, in characters, that a page shows whole. */
const WIDE = 60

/**
 * An address of S3 as a word for a shell.
 *
 * @param last how many names of a wide address stand in the word; a line before it
 *   holds the others
 */
export function addressWord(
  uri: string,
  last: number
): { before: string[]; word: string } {
  const folder = uri.split('/').slice(0, -last).join('/')
  const rest = uri.slice(folder.length)
  return uri.length > WIDE && /^[\w./-]+$/.test(rest)
    ? { before: [`folder=${shellWord(folder)}`], word: `"$folder${rest}"` }
    : { before: [], word: shellWord(uri) }
}

/** Fetches an object of the bucket, decrypts and unpacks it into a file. */
export function fetchCommand(uri: string, file: string): string[] {
  const { before, word } = addressWord(uri, 3)
  return [
    ...before,
    `aws s3 cp ${word} - \\`,
    `  | ${uri.endsWith('.age') ? 'age --decrypt --identity key.txt | ' : ''}gunzip > ${file}`
  ]
}

/** What fetchCommand needs, if the object is encrypted with age. */
export function keyFor(uri = ''): string {
  return uri.endsWith('.age')
    ? ' `key.txt` is the file with your age identity.'
    : ''
}

/** Quotes a text as one word for a shell. */
export function shellWord(text: string): string {
  // The text must end neither the fence nor the line.
  const inert = text.replace(/[`\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
  return /^[\w.:/@=-]+$/.test(inert)
    ? inert
    : `'${inert.replaceAll("'", "'\\''")}'`
}

function render({ text, copy }: Step, number: number): string {
  const marker = `${number}. `
  const block =
    copy === undefined
      ? []
      : ['', `\`\`\`${copy.language}`, ...copy.lines, '```', '']
  const indent = ' '.repeat(marker.length)
  return [
    marker + text,
    ...block.map(line => (line === '' ? '' : indent + line))
  ].join('\n')
}
