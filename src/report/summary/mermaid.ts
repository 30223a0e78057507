import { safeFragment } from '../sanitise.ts'

/** A part of a whole, for a pie. */
export interface Slice {
  /** May be anybody's text; only letters, digits and the like are shown. */
  label: string
  count: number
  colour: Colour
}

/** GitHub's own colours, which do on a light and on a dark page. */
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

/** Colours for slices that mean neither good nor bad, in their order. */
export const NEUTRAL: readonly Colour[] = [
  'blue',
  'purple',
  'amber',
  'orange',
  'green',
  'grey',
  'red'
]

/** Texts that can be read at half the width of a page; thin, light lines. */
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

/** Below, a table tells as much at a glance. */
const FEWEST = 20

/** The smallest slice that Mermaid draws, in parts of the whole. */
const SMALLEST = 0.01

/** Mermaid has twelve colours; more slices than these nobody can tell apart. */
const MOST_SLICES = 10

const MAX_LABEL = 40

/**
 * Whether a pie says more than a table: of more than a handful, and not all of
 * one kind.
 */
export function isWorthAPie(slices: readonly Slice[]): boolean {
  const total = sum(slices)
  const seen = slices.filter(({ count }) => count / total >= SMALLEST)
  return total >= FEWEST && seen.length > 1
}

/**
 * A pie chart of Mermaid, as a fenced block of Markdown, the largest slice first;
 * nothing where it isn't worth one. It can't be broken by its texts: a label
 * holds nothing that Mermaid or Markdown reads as its own.
 *
 * @see https://mermaid.js.org/syntax/pie.html
 */
export function pie(title: string, slices: readonly Slice[]): string {
  const drawn = gather(slices)
  if (!isWorthAPie(drawn)) return ''
  const variables: Record<string, string> = { ...LOOK }
  // Mermaid colours slices in the order of their size.
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

/** Safe labels, each once, the largest first; the smallest are one in the end. */
function gather(slices: readonly Slice[]): Slice[] {
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

/** Letters, digits, spaces and a few signs: no quote, no percent, no back-tick. */
function label(text: string): string {
  const inert = safeFragment(text)
    .replace(/[^\p{L}\p{N}_.,()-]+/gu, ' ')
    .trim()
  return inert === '' ? 'other' : Array.from(inert).slice(0, MAX_LABEL).join('')
}

function sum(slices: readonly Slice[]): number {
  return slices.reduce((total, { count }) => total + count, 0)
}
