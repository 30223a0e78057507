/**
 * The role that a request passes on; undefined if there is none. The caller
 * then needs iam:PassRole in addition to the action of the operation.
 *
 * Source: service authorization reference, "Amazon Cognito User Pools".
 */
export function passedRole(
  operation: string,
  input: unknown
): string | undefined {
  if (operation !== 'CreateUserImportJob') return undefined
  const { CloudWatchLogsRoleArn: role } = (input ?? {}) as Record<
    string,
    unknown
  >
  return typeof role === 'string' ? role : undefined
}
