import { safeFragment } from '../sanitise.ts'

/** A slice of a pie chart. */
export interface Slice {
  /** May be untrusted; only letters, digits and a few signs are shown. */
  label: string
  count: number
  colour: Colour
}

/** GitHub's own colours, for light and dark pages. */
const COLOURS = {
  green: '#2da44e',
  lightGreen: '#aceebb',
  blue: '#54aeff',
  amber: '#d4a72c',
  orange: '#fb8f44',
  red: '#fa4549',
  purple: '#a475f9',
  grey: '#8c959f'
} as const
export type Colour = keyof typeof COLOURS

/** Colours for slices that are neither good nor bad, in order. */
export const NEUTRAL: readonly Colour[] = [
  'blue',
  'purple',
  'amber',
  'orange',
  'green',
  'grey',
  'red'
]

/** Text that is readable at half a page's width; thin, light lines. */
const LOOK = {
  pieOpacity: '1',
  pieTitleTextSize: '26px',
  pieLegendTextSize: '20px',
  pieSectionTextSize: '18px',
  pieSectionTextColor: '#1f2328',
  pieStrokeColor: '#ffffff',
  pieStrokeWidth: '1px',
  pieOuterStrokeWidth: '0px'
}

/** For fewer, a table is as clear. */
const FEWEST = 20

/** The smallest slice that Mermaid draws, as a share of the whole. */
const SMALLEST = 0.01

/** Mermaid has twelve colours, and people can't tell more slices apart. */
const MOST_SLICES = 10

const MAX_LABEL = 40

/**
 * Whether a pie says more than a table: it has enough users, of more than one
 * kind.
 */
export function isWorthAPie(slices: readonly Slice[]): boolean {
  const total = sum(slices)
  const seen = slices.filter(({ count }) => count / total >= SMALLEST)
  return total >= FEWEST && seen.length > 1
}

/**
 * A Mermaid pie chart, as a fenced block of Markdown, the largest slice first;
 * blank if the slices aren't worth a pie. Labels can't break it, because they
 * hold no markup of Mermaid or Markdown.
 *
 * @see https://mermaid.js.org/syntax/pie.html
 */
export function pie(title: string, slices: readonly Slice[]): string {
  const drawn = mergeSlices(slices)
  if (!isWorthAPie(drawn)) return ''
  const variables: Record<string, string> = { ...LOOK }
  // Mermaid assigns colours in the order of size.
  for (const [at, { colour }] of drawn.entries()) {
    variables[`pie${at + 1}`] = COLOURS[colour]
  }
  return [
    '```mermaid',
    `%%{init: ${JSON.stringify({ themeVariables: variables })}}%%`,
    `pie showData title ${label(title)}`,
    ...drawn.map(slice => `    "${slice.label}" : ${slice.count}`),
    '```'
  ].join('\n')
}

/** Merges slices by safe label, the largest first, and the smallest into one. */
function mergeSlices(slices: readonly Slice[]): Slice[] {
  const byLabel = new Map<string, Slice>()
  const add = (slice: Slice) => {
    const known = byLabel.get(slice.label)
    const count = (known?.count ?? 0) + slice.count
    byLabel.set(slice.label, { ...slice, ...known, count })
  }
  const bySize = [...slices]
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  for (const [at, slice] of bySize.entries()) {
    const isOwn = at < MOST_SLICES - 1 || bySize.length <= MOST_SLICES
    add(
      isOwn
        ? { ...slice, label: label(slice.label) }
        : { ...slice, label: 'others', colour: 'grey' }
    )
  }
  return [...byLabel.values()].sort((a, b) => b.count - a.count)
}

/**
 * Keeps letters, digits, spaces and a few signs; no quote, percent or
 * back-tick.
 */
function label(text: string): string {
  const inert = safeFragment(text)
    .replace(/[^\p{L}\p{N}_.,()-]+/gu, ' ')
    .trim()
  return inert === '' ? 'other' : Array.from(inert).slice(0, MAX_LABEL).join('')
}

function sum(slices: readonly Slice[]): number {
  return slices.reduce((total, { count }) => total + count, 0)
}
