import { CognitoError, invalidParameter } from './errors.ts'

/** The constraints of a string member in the service model. */
export interface StringShape {
  min?: number
  max?: number
  pattern?: RegExp
  /** The service keeps such a value out of its error messages. */
  secret?: boolean
}

/**
 * Reads the members of a request, or of a structure in it, one by one, and
 * checks the constraints of the service model. Members that no code reads are
 * ignored, as the service ignores unknown members.
 *
 * Every reader throws InvalidParameterException for a value that breaks its
 * constraint, and SerializationException for one of the wrong JSON type.
 */
export class Members {
  readonly #members: Record<string, unknown>
  readonly #path: string

  constructor(value: unknown, path = '') {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw wrongType('structure')
    this.#members = value as Record<string, unknown>
    this.#path = path
  }

  string(name: string, shape: StringShape = {}): string {
    return this.optionalString(name, shape) ?? this.#missing(name)
  }

  optionalString(name: string, shape: StringShape = {}): string | undefined {
    const value = this.#value(name)
    if (value === undefined) return undefined
    if (typeof value !== 'string') throw wrongType('string')
    const broken = brokenConstraint(value, shape)
    if (broken !== undefined)
      throw this.#violation(name, shape.secret ? undefined : value, broken)
    return value
  }

  /** A string that is one of a few. */
  choice<Choice extends string>(
    name: string,
    choices: readonly Choice[]
  ): Choice | undefined {
    const value = this.optionalString(name)
    return value === undefined ? undefined : this.#chosen(name, value, choices)
  }

  /** A list of strings, each one of a few; empty if the member is absent. */
  choices<Choice extends string>(
    name: string,
    choices: readonly Choice[]
  ): Choice[] {
    return this.strings(name).map(value => this.#chosen(name, value, choices))
  }

  /** A whole number; `min` and `max` are allowed values themselves. */
  optionalInteger(name: string, min: number, max: number): number | undefined {
    const value = this.#value(name)
    if (value === undefined) return undefined
    if (typeof value !== 'number' || !Number.isInteger(value))
      throw wrongType('integer')
    if (value < min)
      throw this.#violation(
        name,
        value,
        `Member must have value greater than or equal to ${min}`
      )
    if (value > max)
      throw this.#violation(
        name,
        value,
        `Member must have value less than or equal to ${max}`
      )
    return value
  }

  /** A timestamp, which JSON has in seconds, in milliseconds since the epoch. */
  date(name: string): number {
    const value = this.#value(name) ?? this.#missing(name)
    if (typeof value !== 'number') throw wrongType('timestamp')
    return Math.round(value * 1000)
  }

  boolean(name: string, absent = false): boolean {
    const value = this.#value(name)
    if (value === undefined) return absent
    if (typeof value !== 'boolean') throw wrongType('boolean')
    return value
  }

  /** The structures of a list; none if the member is absent. */
  structures(name: string): Members[] {
    const path = this.#pathOf(name)
    return this.#list(name).map(
      (item, index) => new Members(item, `${path}.${index + 1}.member`)
    )
  }

  requiredStrings(name: string, shape: StringShape = {}): string[] {
    return this.has(name) ? this.strings(name, shape) : this.#missing(name)
  }

  /** The strings of a list; none if the member is absent. */
  strings(name: string, shape: StringShape = {}): string[] {
    return this.#list(name).map(item => {
      if (typeof item !== 'string') throw wrongType('string')
      const broken = brokenConstraint(item, shape)
      if (broken !== undefined) throw this.#violation(name, `[${item}]`, broken)
      return item
    })
  }

  requiredStructure(name: string): Members {
    return this.structure(name) ?? this.#missing(name)
  }

  structure(name: string): Members | undefined {
    const value = this.#value(name)
    if (value === undefined) return undefined
    return new Members(value, this.#pathOf(name))
  }

  /** A structure, unchanged; an empty one if the member is absent. */
  record(name: string): Record<string, unknown> {
    const structure = this.structure(name)
    return structure === undefined ? {} : structure.#members
  }

  /** A map from texts to texts; undefined if the member is absent. */
  optionalMap(name: string): Record<string, string> | undefined {
    const structure = this.structure(name)
    if (structure === undefined) return undefined
    for (const value of Object.values(structure.#members))
      if (typeof value !== 'string') throw wrongType('string')
    return { ...structure.#members } as Record<string, string>
  }

  /** The named members that the request has, unchanged. */
  kept(names: readonly string[]): Record<string, unknown> {
    return Object.fromEntries(
      names
        .filter(name => this.has(name))
        .map(name => [name, this.#members[name]])
    )
  }

  has(name: string): boolean {
    return this.#value(name) !== undefined
  }

  #list(name: string): unknown[] {
    const value = this.#value(name)
    if (value === undefined) return []
    if (!Array.isArray(value)) throw wrongType('list')
    return value
  }

  /** A member's value, JSON's null counting as absent. */
  #value(name: string): unknown {
    if (!Object.hasOwn(this.#members, name)) return undefined
    return this.#members[name] ?? undefined
  }

  #chosen<Choice extends string>(
    name: string,
    value: string,
    choices: readonly Choice[]
  ): Choice {
    const chosen = choices.find(choice => choice === value)
    if (chosen !== undefined) return chosen
    throw this.#violation(
      name,
      value,
      `Member must satisfy enum value set: [${choices.join(', ')}]`
    )
  }

  #missing(name: string): never {
    const at = this.#pathOf(name)
    throw invalidParameter(
      `1 validation error detected: Value null at '${at}' failed to satisfy constraint: Member must not be null`
    )
  }

  #violation(
    name: string,
    value: string | number | undefined,
    constraint: string
  ): CognitoError {
    const shown = value === undefined ? 'Value' : `Value '${value}'`
    return invalidParameter(
      `1 validation error detected: ${shown} at '${this.#pathOf(name)}' failed to satisfy constraint: ${constraint}`
    )
  }

  /** Error messages write members in lower camel case, with dots between. */
  #pathOf(name: string): string {
    const camel = name.charAt(0).toLowerCase() + name.slice(1)
    return this.#path === '' ? camel : `${this.#path}.${camel}`
  }
}

function brokenConstraint(
  value: string,
  { min, max, pattern }: StringShape
): string | undefined {
  if (min !== undefined && value.length < min)
    return `Member must have length greater than or equal to ${min}`
  if (max !== undefined && value.length > max)
    return `Member must have length less than or equal to ${max}`
  if (pattern && !pattern.test(value))
    return `Member must satisfy regular expression pattern: ${pattern.source.replace(/^\^|\$$/g, '')}`
  return undefined
}

function wrongType(expected: string): CognitoError {
  return new CognitoError(
    'SerializationException',
    `The request body has a value of another type where a ${expected} is expected.`
  )
}
