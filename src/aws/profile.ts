import { readFile } from 'node:fs/promises'
import { loadSharedConfigFiles } from '@smithy/core/config'
import type { Env } from '../shared/world.ts'

/** A profile of the AWS configuration files, as the SDK reads it. */
export interface Profile {
  name: string
  /** `undefined` if no file has the profile. */
  settings: Settings | undefined
  /** The settings of all profiles and sections, by name. */
  sections: Readonly<Record<string, Settings | undefined>>
}

export type Settings = Readonly<Record<string, string | undefined>>

/**
 * Reads the profile for calls: that of AWS_PROFILE, else `default`. To the SDK,
 * and so here, a file that can't be read is empty.
 */
export async function readProfile(env: Env): Promise<Profile> {
  const {
    AWS_PROFILE: named,
    AWS_SHARED_CREDENTIALS_FILE: filepath,
    AWS_CONFIG_FILE: configFilepath
  } = env
  const name = named === undefined || named === '' ? 'default' : named
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    ...(filepath && { filepath }),
    ...(configFilepath && { configFilepath })
    // Without a home folder there are no files in it.
  }).catch(() => ({ configFile: {}, credentialsFile: {} }))
  const sections: Record<string, Settings | undefined> = { ...credentialsFile }
  for (const [section, settings] of Object.entries(configFile)) {
    sections[section] = { ...sections[section], ...settings }
  }
  const settings = Object.hasOwn(sections, name) ? sections[name] : undefined
  return { name, settings, sections }
}

/** What is wrong with a file, as the end of a sentence. */
export type FileFault = 'is not there' | "can't be read" | 'is empty'

/**
 * What is wrong with a file that a variable or a profile names; `undefined` if
 * it can be read and isn't empty.
 */
export async function faultOfFile(
  path: string,
  env: Env
): Promise<FileFault | undefined> {
  const file = path.replace(/^~(?=\/)/, env['HOME'] ?? '~')
  try {
    const text = await readFile(file, 'utf8')
    return text.trim() === '' ? 'is empty' : undefined
  } catch (error) {
    const { code } = error as { code?: unknown }
    return code === 'ENOENT' ? 'is not there' : "can't be read"
  }
}
