/** An error that Cognito answers with; `name` is the type on the wire. */
export class CognitoError extends Error {
  constructor(name: string, message: string) {
    super(message)
    this.name = name
  }
}

export const invalidParameter = (message: string) =>
  new CognitoError('InvalidParameterException', message)

export const resourceNotFound = (message: string) =>
  new CognitoError('ResourceNotFoundException', message)

export const userNotFound = () =>
  new CognitoError('UserNotFoundException', 'User does not exist.')

export const usernameExists = (message: string) =>
  new CognitoError('UsernameExistsException', message)

export const aliasExists = (message: string) =>
  new CognitoError('AliasExistsException', message)

export const groupExists = (groupName: string) =>
  new CognitoError(
    'GroupExistsException',
    `A group with the name ${groupName} already exists.`
  )

export const limitExceeded = (message: string) =>
  new CognitoError('LimitExceededException', message)

export const invalidPassword = (reason: string) =>
  new CognitoError(
    'InvalidPasswordException',
    `Password did not conform with policy: ${reason}`
  )

export const unavailableInTier = (feature: string) =>
  new CognitoError(
    'FeatureUnavailableInTierException',
    `${feature} is not available in the current feature plan.`
  )

export const tooManyRequests = () =>
  new CognitoError('TooManyRequestsException', 'Rate exceeded')
