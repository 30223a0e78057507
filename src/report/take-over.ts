import type { NewPoolFacts } from '../shared/new-pool-facts.ts'

/** Something of a new pool that the tools import by an id. */
interface Resource {
  kind: keyof typeof KINDS
  /** For the name in the code. */
  name: string
  /** Beside the pool's. */
  id: string | undefined
}

/**
 * What each tool calls a resource, and how its id is made. Source: the providers'
 * pages about import; the schemas of CloudFormation's registry.
 */
const KINDS = {
  pool: {
    terraform: 'aws_cognito_user_pool',
    between: '',
    cloudFormation: 'UserPool',
    member: ''
  },
  client: {
    terraform: 'aws_cognito_user_pool_client',
    between: '/',
    cloudFormation: 'UserPoolClient',
    member: 'ClientId'
  },
  'identity-provider': {
    terraform: 'aws_cognito_identity_provider',
    between: ':',
    cloudFormation: 'UserPoolIdentityProvider',
    member: 'ProviderName'
  },
  'resource-server': {
    terraform: 'aws_cognito_resource_server',
    between: '|',
    cloudFormation: 'UserPoolResourceServer',
    member: 'Identifier'
  }
} as const

/**
 * What imports a new pool into Terraform, as import blocks, or into CloudFormation,
 * as the JSON of `--resources-to-import`: the pool, its app clients, identity
 * providers and resource servers.
 *
 * @returns `undefined` if it isn't asked for, or if not all of them are known
 */
export function takeOverText({
  takeOver,
  pool,
  ...facts
}: NewPoolFacts & { pool: { id: string } | undefined }): string | undefined {
  if (takeOver === undefined || pool === undefined) return undefined
  const resources = resourcesOf(facts)
  if (resources === undefined) return undefined
  return takeOver === 'terraform'
    ? toImportBlocks(pool.id, resources)
    : toResourcesToImport(pool.id, resources)
}

function resourcesOf({
  clientIds,
  clientNames,
  partsThere
}: Pick<NewPoolFacts, 'clientIds' | 'clientNames' | 'partsThere'>):
  Resource[] | undefined {
  if (clientIds === undefined || partsThere === undefined) return undefined
  const clients = [...clientIds].map(([old, id]): Resource => {
    return { kind: 'client', name: clientNames.get(old) ?? id, id }
  })
  const named = [...partsThere].flatMap((part): Resource[] => {
    const [kind = ''] = part.split('/')
    if (kind !== 'identity-provider' && kind !== 'resource-server') return []
    const id = part.slice(kind.length + 1)
    return [{ kind, name: id, id }]
  })
  return [{ kind: 'pool', name: 'pool', id: undefined }, ...clients, ...named]
}

function toImportBlocks(poolId: string, resources: Resource[]): string {
  const nameOf = uniqueNames()
  return resources
    .map(({ kind, name, id }) => {
      const { terraform, between } = KINDS[kind]
      const words = name.replaceAll(/[^\w-]+/g, '_').toLowerCase()
      const own = nameOf(/^[a-z_]/.test(words) ? words : `_${words}`, kind)
      const imported = id === undefined ? poolId : `${poolId}${between}${id}`
      return `import {\n  to = ${terraform}.${own}\n  id = ${quoted(imported)}\n}\n`
    })
    .join('\n')
}

/** A string of HCL without templates in it. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(/([$%])\{/g, '$1$1{')
}

function toResourcesToImport(poolId: string, resources: Resource[]): string {
  const nameOf = uniqueNames()
  const list = resources.map(({ kind, name, id }) => {
    const { cloudFormation, member } = KINDS[kind]
    // A logical id has at most 255 characters.
    const words = name.replaceAll(/[^A-Za-z\d]/g, '').slice(0, 200)
    const own = kind === 'pool' ? '' : words
    return {
      ResourceType: `AWS::Cognito::${cloudFormation}`,
      LogicalResourceId: nameOf(`${cloudFormation}${own}`, ''),
      ResourceIdentifier: {
        UserPoolId: poolId,
        ...(id !== undefined && { [member]: id })
      }
    }
  })
  return JSON.stringify(list)
}

/** Adds a number to a name that stands for another resource already. */
function uniqueNames(): (name: string, scope: string) => string {
  const taken = new Set<string>()
  return (name, scope) => {
    let unique = name
    for (let next = 2; taken.has(`${scope} ${unique}`); next += 1) {
      unique = `${name}${next}`
    }
    taken.add(`${scope} ${unique}`)
    return unique
  }
}
