/** What made-up values that people read are chosen from. */

export const GIVEN_NAMES = [
  ...['Ada', 'Alba', 'Amir', 'Anton', 'Bela', 'Bruno', 'Carla', 'Chloe'],
  ...['Dario', 'Edith', 'Elias', 'Emma', 'Farah', 'Felix', 'Greta', 'Hugo'],
  ...['Ines', 'Ivan', 'Jonas', 'June', 'Kenji', 'Lara', 'Leo', 'Maya'],
  ...['Milo', 'Nina', 'Omar', 'Paula', 'Rosa', 'Simon', 'Tara', 'Yusuf']
]

export const FAMILY_NAMES = [
  ...[
    'Archer',
    'Baker',
    'Bishop',
    'Carter',
    'Cook',
    'Dyer',
    'Farmer',
    'Fisher'
  ],
  ...[
    'Fletcher',
    'Forester',
    'Gardener',
    'Glover',
    'Hunter',
    'Joiner',
    'Mason'
  ],
  ...['Mercer', 'Miller', 'Painter', 'Parker', 'Piper', 'Porter', 'Potter'],
  ...['Sawyer', 'Shepherd', 'Singer', 'Skinner', 'Smith', 'Tailor', 'Tanner'],
  ...['Turner', 'Weaver', 'Wright']
]

export const GENDERS = ['female', 'male', 'other']

export const LOCALES = ['de-DE', 'en-GB', 'en-US', 'es-ES', 'fr-FR', 'ja-JP']

export const TIME_ZONES = [
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Europe/Berlin',
  'Europe/London'
]
