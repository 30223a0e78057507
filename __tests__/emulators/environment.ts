import { basename } from 'node:path'
import type {
  EnvironmentContext,
  JestEnvironmentConfig
} from '@jest/environment'
import type { Circus } from '@jest/types'
import PlainEnvironment from '../jest/environment.ts'
import type { Exceptions } from './exceptions/exceptions.ts'
import { MINISTACK } from './exceptions/ministack.ts'
import { MOTO } from './exceptions/moto.ts'

const EXCEPTIONS: Record<string, Exceptions> = {
  ministack: MINISTACK,
  moto: MOTO
}

/**
 * Turns around what is expected of the exceptions of the emulator: they have to
 * fail, and one that passes, or that there is no longer, turns its file red.
 */
export default class EmulatorEnvironment extends PlainEnvironment {
  readonly #exceptions: Readonly<Record<string, string>>
  readonly #met = new Set<string>()

  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context)
    const all = EXCEPTIONS[process.env['EMULATOR'] ?? '']
    this.#exceptions = all?.[basename(context.testPath)] ?? {}
  }

  handleTestEvent(event: Circus.Event, state: Circus.State): void {
    if (event.name === 'test_done') this.#turnAround(event.test)
    if (event.name !== 'run_finish' || state.testNamePattern) return
    for (const name of Object.keys(this.#exceptions)) {
      if (this.#met.has(name)) continue
      state.unhandledErrors.push(new Error(`There is no test ${name}`))
    }
  }

  #turnAround(test: Circus.TestEntry): void {
    const path = namesOf(test)
    const name = Object.keys(this.#exceptions).find(
      exception => path === exception || path.startsWith(`${exception} › `)
    )
    if (name === undefined) return
    this.#met.add(name)
    if (test.errors.length > 0) test.errors.length = 0
    else test.errors.push(new Error('It passes: it is no exception any more.'))
  }
}

/** The names of a test and of all that is around it. */
function namesOf({ name, parent }: Circus.TestEntry): string {
  const names: string[] = [name]
  for (
    let block: Circus.DescribeBlock | undefined = parent;
    block?.parent !== undefined;
    block = block.parent
  ) {
    names.unshift(block.name)
  }
  return names.join(' › ')
}
