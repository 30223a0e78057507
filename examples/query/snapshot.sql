-- Asks snapshots questions by DuckDB. Start with `.read examples/query/snapshot.sql`.
-- A folder holds a copy of one snapshot, decrypted if it was encrypted.

-- Types are given, since guessing goes by the first rows only.
CREATE OR REPLACE MACRO users(folder) AS TABLE
  FROM read_json(
    folder || '/users/part-*.ndjson.gz',
    format = 'newline_delimited',
    columns = {
      username: 'VARCHAR', sub: 'VARCHAR', status: 'VARCHAR', enabled: 'BOOLEAN',
      createdAt: 'TIMESTAMPTZ', modifiedAt: 'TIMESTAMPTZ',
      attributes: 'MAP(VARCHAR, VARCHAR)', mfa: 'JSON', skip: 'VARCHAR[]'
    }
  )
  -- A decrypted part has a line before and one after its records.
  WHERE sub IS NOT NULL;

CREATE OR REPLACE MACRO memberships(folder) AS TABLE
  FROM read_json(
    folder || '/memberships/part-*.ndjson.gz',
    format = 'newline_delimited',
    columns = {"group": 'VARCHAR', username: 'VARCHAR'}
  )
  WHERE "group" IS NOT NULL;

-- Who was in a group. A user who appeared during the export has no sub.
CREATE OR REPLACE MACRO members(folder, group_name) AS TABLE
  SELECT username, sub
  FROM memberships(folder) LEFT JOIN users(folder) USING (username)
  WHERE "group" = group_name;

-- What users were and what they are, where these differ.
CREATE OR REPLACE MACRO changed(old, new) AS TABLE
  FROM (
    SELECT 'was' AS night, * FROM (
      SELECT * EXCLUDE (modifiedAt) FROM users(old)
      EXCEPT SELECT * EXCLUDE (modifiedAt) FROM users(new)
    )
    UNION ALL
    SELECT 'is' AS night, * FROM (
      SELECT * EXCLUDE (modifiedAt) FROM users(new)
      EXCEPT SELECT * EXCLUDE (modifiedAt) FROM users(old)
    )
  )
  ORDER BY sub, night DESC;

-- Who is gone. A user is the same as long as the sub is.
CREATE OR REPLACE MACRO gone(old, new) AS TABLE
  SELECT sub, username FROM users(old) ANTI JOIN users(new) USING (sub);

-- Which attributes the pool's schema has, and how many users have which.
CREATE OR REPLACE MACRO attributes(folder) AS TABLE
  FROM (
    SELECT unnest(userPool.SchemaAttributes, recursive := true)
    FROM read_json(
      folder || '/pool.json.gz',
      format = 'newline_delimited',
      maximum_object_size = 67108864,
      columns = {
        userPool: 'STRUCT(SchemaAttributes STRUCT("Name" VARCHAR, AttributeDataType VARCHAR)[])'
      }
    )
    WHERE userPool IS NOT NULL
  )
  FULL JOIN (
    SELECT "Name", count(*) AS users
    FROM (SELECT unnest(map_keys(attributes)) AS "Name" FROM users(folder))
    GROUP BY "Name"
  ) USING ("Name");

-- Times are shown in the session's zone.
SET TimeZone = 'UTC';
