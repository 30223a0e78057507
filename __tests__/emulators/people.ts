import { CUSTOM, type Group, type Person } from './emulator.ts'

const ROLE = 'arn:aws:iam::123456789012:role/app'

/** More than a page of 60, some of them bare. */
export const GROUPS: Group[] = [
  { name: 'bare' },
  { name: 'everybody-else', precedence: 1000 },
  { name: 'first-of-all', precedence: 0 },
  { name: 'Grüße/ñ:1', description: 'line\u2028separated, and 😀' },
  { name: 'admins', description: 'They may', precedence: 1, roleArn: ROLE },
  ...Array.from({ length: 66 }, (_, index) => ({
    name: `team-${index}`,
    description: `Team ${index}`,
    precedence: index + 10,
    roleArn: `${ROLE}-${index}`
  }))
]

/** Three pages of 60, and more than a page of members in one group. */
export const PEOPLE: Person[] = [
  { username: 'bare' },
  {
    username: 'zoë.ünïcode😀',
    attributes: {
      email: 'zoe@people.example',
      email_verified: 'true',
      name: 'a\u2028b\u2029c\u0085d',
      nickname: '👩‍👩‍👧 "quoted" \\ and \ttabbed',
      address: 'first line\nsecond line\r\n',
      [CUSTOM]: 'Ключ 鍵 🗝️'
    },
    groups: ['admins', 'Grüße/ñ:1']
  },
  {
    username: 'everywhere',
    attributes: { name: 'Member of all' },
    groups: GROUPS.map(({ name }) => name)
  },
  { username: 'empty.value', attributes: { nickname: '' } },
  { username: 'shut.out', isDisabled: true, groups: ['team-1'] },
  { username: 'never.came', isUnconfirmed: true, groups: ['team-2'] },
  ...Array.from({ length: 144 }, (_, index) => ({
    username: `person-${index}`,
    attributes: {
      email: `person-${index}@people.example`,
      email_verified: String(index % 2 === 0),
      phone_number: `+4415550${String(index).padStart(5, '0')}`,
      [CUSTOM]: `tier ${index % 7}`
    },
    groups: index < 100 ? ['everybody-else', `team-${index % 60}`] : [],
    isDisabled: index % 20 === 0
  }))
]

export const MEMBERSHIPS = PEOPLE.reduce(
  (sum, person) => sum + (person.groups?.length ?? 0),
  0
)
