import { types } from 'node:util'
import vm from 'node:vm'
import type {
  EnvironmentContext,
  JestEnvironmentConfig
} from '@jest/environment'
import { TestEnvironment } from 'jest-environment-node'

/** What a test file may change of the process that it shares with others. */
const OF_PROCESS = ['env', 'exit', 'stdout'] as const

/** Jest makes it 100: each error then costs several times as much. */
const FRAMES = 10

/** A test file has those of packages. */
const ERRORS = { Error, RangeError, SyntaxError, TypeError }

// What the engine itself throws in a test file is of the file's realm, and is an
// instance of these all the same, as when the action runs.
for (const [name, shared] of Object.entries(ERRORS)) {
  Object.defineProperty(shared, Symbol.hasInstance, {
    value(this: unknown, value: unknown) {
      if (isInstance(this, value)) return true
      if (this !== shared || !types.isNativeError(value)) return false
      return shared === Error || value.name === name
    }
  })
}

function isInstance(kind: unknown, value: unknown): boolean {
  return Reflect.apply(Function.prototype[Symbol.hasInstance], kind, [value])
}

/**
 * Jest's environment for Node.js, with two changes that save time. Jest's own
 * passes each look-up of a global to a proxy: here a test file has a plain realm.
 * And the file has the process itself, not a copy, since packages have it too: see
 * runtime.js.
 */
export default class PlainEnvironment extends TestEnvironment {
  readonly #before = Object.getOwnPropertyDescriptors(process)
  readonly #ownError: ErrorConstructor

  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    const { createContext } = vm
    Object.assign(vm, {
      createContext: () => createContext(vm.constants.DONT_CONTEXTIFY)
    })
    try {
      super(config, context)
    } finally {
      Object.assign(vm, { createContext })
    }
    this.#ownError = this.global.Error
    process.env = { ...process.env }
    Object.assign(this.global, { process, Date }, ERRORS)
  }

  override async setup(): Promise<void> {
    await super.setup()
    for (const one of [Error, this.#ownError]) one.stackTraceLimit = FRAMES
  }

  override async teardown(): Promise<void> {
    for (const name of OF_PROCESS) {
      Object.defineProperty(process, name, this.#before[name])
    }
    process.exitCode = undefined
    await super.teardown()
  }
}
