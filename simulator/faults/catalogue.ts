import type { ServiceName } from '../service.ts'
import { cognitoFaults } from './cognito-faults.ts'
import type { Effect } from './fault.ts'
import { networkFaults } from './network-faults.ts'
import { s3Faults } from './s3-faults.ts'

export type NetworkFault = keyof typeof networkFaults
export type S3Fault = keyof typeof s3Faults
export type CognitoFault = keyof typeof cognitoFaults
/** Faults by name; several services have one of the same name. */
export type FaultName = NetworkFault | S3Fault | CognitoFault

const ofService: Record<ServiceName, Record<string, Effect>> = {
  s3: { ...networkFaults, ...s3Faults },
  'cognito-idp': { ...networkFaults, ...cognitoFaults },
  sts: networkFaults,
  github: networkFaults
}

/** The names of all faults that a service knows. */
export function faultsOf(service: ServiceName): string[] {
  return Object.keys(ofService[service])
}

/**
 * The effect of a fault on a call of a service; undefined if the service
 * doesn't have it.
 */
export function effectOf(
  service: ServiceName,
  name: string
): Effect | undefined {
  return ofService[service][name]
}

/** Whether any service has a fault of this name. */
export function isFaultName(name: string): name is FaultName {
  return Object.values(ofService).some(faults => Object.hasOwn(faults, name))
}
