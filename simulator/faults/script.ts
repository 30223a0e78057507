import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import type { Call } from '../service.ts'
import { effectOf, type FaultName } from './catalogue.ts'
import { fits, isMet, type Aim, type Effect, type Seen } from './fault.ts'

/** A fault that a test scripts: which calls it meets, and what it does. */
export interface Fault extends Aim {
  /** One of the catalogue's, or one of the test's own. */
  does: FaultName | Effect
}

/** Faults at random, the same ones for the same seed and the same calls. */
export interface Weather {
  /** How many of the calls are met, from 0 to 1. */
  share: number
  /** What can happen to a call: the names of the catalogue. */
  faultsFor: (call: Call) => readonly FaultName[]
}

interface Scripted extends Seen {
  fault: Fault
}

/** Decides which call goes wrong, and counts what went wrong. */
export class FaultScript {
  #scripted: Scripted[] = []
  #weather: Weather | undefined
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
    this.#weather = weather
  }

  /**
   * What goes wrong with a call; the first fault that meets it. Every fault
   * counts the calls that fit it, whether another one has met them or not.
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
    if (weather === undefined || this.#random() >= weather.share) return
    const names = weather.faultsFor(call)
    return names[Math.floor(this.#random() * names.length)]
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
