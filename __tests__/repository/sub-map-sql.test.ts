import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from '@jest/globals'

const guide = readFileSync(
  new URL('../../docs/seed.md', import.meta.url),
  'utf8'
)

test('the SQL on the page about seeding moves a table from old to new subs, and runs twice', () => {
  const script = /<<'SQL'\n([\s\S]*?)\nSQL\n/.exec(guide)?.[1] ?? ''
  // Only psql reads a file. SQLite takes the statements alike.
  const sql = script.replace(
    /^\\copy sub_map .*$/m,
    "INSERT INTO sub_map VALUES ('old-1', 'new-1'), ('old-2', 'new-2');"
  )
  const database = new DatabaseSync(':memory:')
  database.exec(`
    CREATE TABLE orders (id integer PRIMARY KEY, customer_sub text);
    INSERT INTO orders VALUES (1, 'old-1'), (2, 'old-2'), (3, 'old-1'), (4, 'kept'), (5, NULL);
  `)
  const run = () => {
    database.exec(`${sql} DROP TABLE sub_map;`)
    return database
      .prepare('SELECT customer_sub FROM orders ORDER BY id')
      .all()
      .map(row => row['customer_sub'])
  }
  const migrated = ['new-1', 'new-2', 'new-1', 'kept', null]
  expect(run()).toEqual(migrated)
  expect(run()).toEqual(migrated)
})
