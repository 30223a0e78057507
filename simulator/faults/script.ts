import type { Clock } from '../clock.ts'
import { seededRandom, seedFor, type Random } from '../random.ts'
import type { Call } from '../service.ts'
import { effectOf, type FaultName } from './catalogue.ts'
import { fits, isMet, type Aim, type Effect, type Seen } from './fault.ts'

/** A scripted fault: the calls that it meets, and its effect. */
export interface Fault extends Aim {
  /** A name of the catalogue, or the test's own effect. */
  does: FaultName | Effect
}

/**
 * Random faults. The same seed gives the n-th call of an operation the same
 * fault, in any order of the other operations' calls.
 */
export interface Weather {
  /** By default it comes from the seed of the simulator. */
  seed?: number
  /** The share of calls that go wrong, from 0 to 1. */
  share: number
  /** The possible faults, by the names of the catalogue. */
  faultsFor: (call: Call) => readonly FaultName[]
}

interface Scripted extends Seen {
  fault: Fault
}

/** Decides which call goes wrong, and counts what went wrong. */
export class FaultScript {
  #scripted: Scripted[] = []
  #weather: Required<Weather> | undefined
  /** The number of calls of each operation since the weather began. */
  #seen = new Map<string, number>()
  #met = new Map<string, number>()
  readonly #random: Random
  readonly #clock: Clock

  constructor(faults: readonly Fault[], random: Random, clock: Clock) {
    this.set(faults)
    this.#random = random
    this.#clock = clock
  }

  /** From now on exactly these faults, counted from now. */
  set(faults: readonly Fault[]): void {
    this.#scripted = faults.map(fault => ({
      fault,
      count: 0,
      metAt: undefined
    }))
  }

  /** … and these at random; undefined stops them. */
  setWeather(weather: Weather | undefined): void {
    this.#seen = new Map()
    this.#weather = weather && {
      seed: Math.floor(this.#random() * 2 ** 32),
      ...weather
    }
  }

  /**
   * The effect of the first fault that meets a call. Every fault counts the
   * calls that fit it, even if another fault has met them.
   */
  take(call: Call): Effect | undefined {
    let taken: FaultName | Effect | undefined
    const now = this.#clock.elapsed()
    for (const scripted of this.#scripted) {
      if (!fits(scripted.fault, call)) continue
      scripted.count += 1
      if (taken === undefined && isMet(scripted.fault, scripted, now)) {
        scripted.metAt ??= now
        taken = scripted.fault.does
      }
    }
    return this.#resolve(call, taken ?? this.#atRandom(call))
  }

  /** How often each fault has met a call. */
  met(): Record<string, number> {
    return Object.fromEntries(this.#met)
  }

  reset(): void {
    this.#met = new Map()
  }

  #atRandom(call: Call): FaultName | undefined {
    const weather = this.#weather
    if (weather === undefined) return
    const { operation } = call
    const nth = (this.#seen.get(operation) ?? 0) + 1
    this.#seen.set(operation, nth)
    const seed = seedFor(weather.seed, numberOf(operation))
    const random = seededRandom(seedFor(seed, nth))
    if (random() >= weather.share) return
    const names = weather.faultsFor(call)
    return names[Math.floor(random() * names.length)]
  }

  #resolve(
    call: Call,
    does: FaultName | Effect | undefined
  ): Effect | undefined {
    if (does === undefined) return undefined
    const name = typeof does === 'string' ? does : 'own'
    const effect =
      typeof does === 'string' ? effectOf(call.service, does) : does
    if (effect === undefined) {
      throw new RangeError(`${call.service} has no fault named ${name}.`)
    }
    this.#met.set(name, (this.#met.get(name) ?? 0) + 1)
    return effect
  }
}

/** FNV-1a, 32 bits. */
function numberOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  return hash
}
