/**
 * The role that a request hands on, for which the caller needs iam:PassRole
 * beside the action of its own; undefined if there is none.
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
