import { byName, type SchemaAttribute } from '../../../cognito/schema.ts'
import { isAcceptedValue } from './accepted-texts.ts'

/**
 * The most characters of a value, whatever the schema allows ("Length
 * Constraints: Maximum length of 2048", API reference, AttributeType).
 */
const MOST_CHARACTERS = 2048

/** How the attributes that will be written differ between two pools. */
export interface SchemaFit {
  /** Attributes that the target lacks. */
  missing: MissingAttribute[]
  /** Attributes of another type in the target, which may refuse any value. */
  otherType: SchemaDifference[]
  /** Attributes that are mutable in the source and not in the target. */
  immutable: string[]
  /** Attributes for which the target allows fewer values than the source. */
  narrower: SchemaDifference[]
}

export interface MissingAttribute {
  name: string
  /** The attribute in the source, if the snapshot has its schema. */
  source: SchemaAttribute | undefined
}

export interface SchemaDifference {
  source: SchemaAttribute
  target: SchemaAttribute
}

/**
 * Compares two schemas for the attributes that a restore writes. Attributes
 * that no user has may differ. All lists are in the order of the names.
 *
 * @param source of the source pool; empty where the snapshot has no schema
 * @param written names of attributes, with their prefix
 */
export function compareSchemas(
  source: readonly SchemaAttribute[],
  target: readonly SchemaAttribute[],
  written: ReadonlySet<string>
): SchemaFit {
  const sources = byName(source)
  const targets = byName(target)
  const fit: SchemaFit = {
    missing: [],
    otherType: [],
    immutable: [],
    narrower: []
  }
  for (const name of [...written].sort()) {
    const ours = sources.get(name)
    const theirs = targets.get(name)
    if (theirs === undefined) fit.missing.push({ name, source: ours })
    else if (ours !== undefined) compare({ source: ours, target: theirs }, fit)
  }
  return fit
}

function compare(pair: SchemaDifference, fit: SchemaFit): void {
  const { source, target } = pair
  if (source.type !== target.type) fit.otherType.push(pair)
  else if (isNarrower(pair)) fit.narrower.push(pair)
  if (source.mutable && !target.mutable) fit.immutable.push(target.name)
}

function isNarrower({ source, target }: SchemaDifference): boolean {
  const from = limitsOf(source)
  const to = limitsOf(target)
  return to.least > from.least || to.most < from.most
}

/** The limits of a String in characters, of a Number in its value. */
function limitsOf(attribute: SchemaAttribute): { least: number; most: number } {
  switch (attribute.type) {
    case 'String': {
      const { minLength = 0, maxLength = MOST_CHARACTERS } = attribute
      return { least: minLength, most: Math.min(maxLength, MOST_CHARACTERS) }
    }
    case 'Number': {
      const { minValue = -Infinity, maxValue = Infinity } = attribute
      return { least: minValue, most: maxValue }
    }
    case 'Boolean':
    case 'DateTime':
      return { least: 0, most: 0 }
  }
}

/**
 * Whether Cognito would accept a value (developer guide, user pool attributes:
 * type, length in characters, least and greatest number). Values that no
 * documentation rules out, such as other forms of dates, count as accepted. If
 * Cognito refuses one after all, the user counts as failed. A value refused
 * here by mistake would be lost.
 */
export function fitsValue(attribute: SchemaAttribute, value: string): boolean {
  // A blank value deletes the attribute or means no value.
  if (value === '') return true
  if (!isAcceptedValue(value)) return false
  const characters = Array.from(value).length
  const { least, most } = limitsOf(attribute)
  switch (attribute.type) {
    case 'String':
      return characters >= least && characters <= most
    case 'Number':
      return isNumber(value) && Number(value) >= least && Number(value) <= most
    case 'Boolean':
      return /^(true|false)$/i.test(value)
    case 'DateTime':
      return isNumber(value) || !Number.isNaN(Date.parse(value))
  }
}

/** No documentation says whether a Number can have a fraction. */
function isNumber(value: string): boolean {
  return value.trim() !== '' && Number.isFinite(Number(value))
}
