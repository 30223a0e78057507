import {
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient
} from 'age-encryption'
import { runExport, type ExportRun } from './export-run.ts'
import type { ExportOptions } from './options.ts'
import type { SimulatorProcess } from './simulator-process.ts'

/** An export with age beside the same one without. */
export interface EncryptedResult {
  /** Of which kind both of its keys were. */
  keys: string
  cpuSeconds: number
  /** CPU time with age over that without. */
  ratio: number
  elapsedSeconds: number
  /** In units of 1024² bytes. */
  peakMemoryMB: number
  bytesStored: number
}

/** Exports the pool for two new keys; `undefined` where that wasn't asked for. */
export async function exportEncrypted(
  simulator: SimulatorProcess,
  options: ExportOptions
): Promise<ExportRun | undefined> {
  if (options.age === 'none') return undefined
  console.error('Exporting once more, with age …')
  const newIdentity =
    options.age === 'hybrid' ? generateHybridIdentity : generateX25519Identity
  const ageRecipients = [
    await identityToRecipient(await newIdentity()),
    await identityToRecipient(await newIdentity())
  ]
  return runExport(simulator, { ...options, ageRecipients })
}

export function compareEncrypted(
  keys: string,
  encrypted: ExportRun,
  plain: ExportRun
): EncryptedResult {
  const { cpuSeconds, peakMemoryKiB } = encrypted.usage
  return {
    keys,
    cpuSeconds,
    ratio: cpuSeconds / plain.usage.cpuSeconds,
    elapsedSeconds: encrypted.elapsedSeconds,
    peakMemoryMB: peakMemoryKiB / 1024,
    bytesStored: encrypted.bytesStored
  }
}
