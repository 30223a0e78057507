import { parse } from 'yaml'
import { MODES, type Mode } from '../../src/shared/outcome.ts'

/** An input or an output, as action.yml describes it. */
export interface Described {
  name: string
  /** The first sentence of the description. */
  summary: string
  /** The sentences after it, without the last if that names modes. */
  details: string
  modes: readonly Mode[]
  /** Of an input. */
  default?: string
  isRequired: boolean
}

export interface ActionFile {
  inputs: Described[]
  outputs: Described[]
}

type Entries = Record<
  string,
  { description: string; required?: boolean; default?: string }
>

/** Reads the text of action.yml. */
export function readActionFile(text: string): ActionFile {
  const { inputs, outputs } = parse(text) as Record<
    'inputs' | 'outputs',
    Entries
  >
  return { inputs: describedIn(inputs), outputs: describedIn(outputs) }
}

function describedIn(entries: Entries): Described[] {
  return Object.entries(entries).map(([name, entry]) => {
    const sentences = entry.description.trim().split(/(?<=\.) /)
    const [summary = '', ...others] = sentences
    const modes = modesIn(others.at(-1) ?? '')
    return {
      name,
      summary,
      details: (modes === undefined ? others : others.slice(0, -1)).join(' '),
      modes: modes ?? MODES,
      isRequired: entry.required === true,
      ...(entry.default !== undefined && { default: entry.default })
    }
  })
}

/** The modes that a sentence such as "For `restore`." names. */
function modesIn(sentence: string): Mode[] | undefined {
  const [, negation, list] =
    /^For (all modes but )?((?:`[a-z-]+`(?:, | and |))+)\.$/.exec(sentence) ??
    []
  if (list === undefined) return undefined
  const named = MODES.filter(mode => list.includes(`\`${mode}\``))
  return negation === undefined
    ? named
    : MODES.filter(mode => !named.includes(mode))
}
