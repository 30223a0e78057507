import type { Guard } from './guard.ts'
import { acceptedGuards } from './tables/accepted.ts'
import { applyGuards } from './tables/apply.ts'
import { captureGuards } from './tables/capture.ts'
import { cognitoGuards } from './tables/cognito.ts'
import { endingGuards } from './tables/ending.ts'
import { exportGuards } from './tables/export.ts'
import { journalGuards } from './tables/groups-and-journal.ts'
import { importGuards } from './tables/import.ts'
import { inputGuards } from './tables/inputs.ts'
import { manifestGuards } from './tables/manifest.ts'
import { partGuards } from './tables/parts.ts'
import { planGuards } from './tables/plan.ts'
import { readerGuards } from './tables/reader.ts'
import { reportGuards } from './tables/report.ts'
import { schemaGuards } from './tables/schema.ts'
import { storageGuards } from './tables/storage.ts'
import { targetGuards } from './tables/target.ts'
import { trackingGuards } from './tables/tracking.ts'
import { verifyGuards } from './tables/verify.ts'

/** Every guard of the tool, of which one is removed at a time. */
export const GUARDS: readonly Guard[] = [
  ...inputGuards,
  ...reportGuards,
  ...trackingGuards,
  ...cognitoGuards,
  ...exportGuards,
  ...captureGuards,
  ...storageGuards,
  ...manifestGuards,
  ...partGuards,
  ...readerGuards,
  ...verifyGuards,
  ...targetGuards,
  ...schemaGuards,
  ...acceptedGuards,
  ...planGuards,
  ...applyGuards,
  ...journalGuards,
  ...importGuards,
  ...endingGuards
]
