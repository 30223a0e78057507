#!/usr/bin/env bash
# DuckDB 2.0.1: two MAPs with the same entries in another order are different.
#
# Lines of JSON whose objects have any keys, such as the attributes of users, are best
# read as MAP(VARCHAR, VARCHAR). One would expect equality to go by keys and values,
# as it does for a STRUCT and for a VARIANT. A MAP is a list of pairs: `=`, EXCEPT and
# GROUP BY go by their order, so a comparison of two exports shows users as changed
# whose attributes were merely listed in another order. JSON is compared as text.
# Sort the keys in the export, or compare as VARIANT.
#
# Seen with Python 3.11 (are they equal):
#   MAP False
#   JSON False
#   VARIANT True
#   STRUCT True
#   changed by EXCEPT: 1 as MAP, 0 as VARIANT
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip --quiet --disable-pip-version-check install duckdb==2.0.1
echo '{"sub":"1","attributes":{"email":"ann@example.com","name":"Ann"}}' >monday.ndjson
echo '{"sub":"1","attributes":{"name":"Ann","email":"ann@example.com"}}' >tuesday.ndjson

cat >compare.py <<'END'
import duckdb
def read(day, kind):
    return f"""SELECT sub, attributes{'::VARIANT' if kind == 'VARIANT' else ''} AS a FROM read_json(
        '{day}.ndjson', columns = {{sub: 'VARCHAR', attributes: '{'JSON' if kind == 'VARIANT' else kind}'}})"""
def one(query):
    return duckdb.sql(query).fetchall()[0][0]
for kind in ['MAP(VARCHAR, VARCHAR)', 'JSON', 'VARIANT', 'STRUCT(email VARCHAR, name VARCHAR)']:
    monday, tuesday = read('monday', kind), read('tuesday', kind)
    print(kind.split('(')[0], one(f'SELECT m.a = t.a FROM ({monday}) m, ({tuesday}) t'))
changed = [
    one(f"SELECT count(*) FROM ({read('monday', kind)} EXCEPT {read('tuesday', kind)})")
    for kind in ['MAP(VARCHAR, VARCHAR)', 'VARIANT']
]
print(f'changed by EXCEPT: {changed[0]} as MAP, {changed[1]} as VARIANT')
END
python/bin/python compare.py | tee seen
if ! cmp -s seen - <<'END'
MAP False
JSON False
VARIANT True
STRUCT True
changed by EXCEPT: 1 as MAP, 0 as VARIANT
END
then
  echo 'This has changed.'
  exit 1
fi
