import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import Runtime from 'jest-runtime'

const require = createRequire(import.meta.url)

/**
 * Jest loads and compiles each package anew for each test file. With this, a
 * worker loads a package once: no test changes one. `@actions/github` reads the
 * environment when it is loaded, so each test file has its own.
 */
export default class extends Runtime {
  requireModuleOrMock(from, name) {
    return isPackage(name)
      ? requirePackage(name)
      : super.requireModuleOrMock(from, name)
  }
}

const isPackage = name =>
  !/^(?:[./]|node:|@jest\/globals$|@actions\/github\/)/.test(name)

function requirePackage(name) {
  try {
    return require(name)
  } catch (error) {
    if (error.code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error
    // It has nothing but ECMAScript modules.
    return require(fileURLToPath(import.meta.resolve(name)))
  }
}
