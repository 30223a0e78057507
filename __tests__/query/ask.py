"""Prints, as JSON, the rows that a question of a tool to snapshots gives."""

import json
import sys

tool, question = sys.argv[1:]
if tool == 'duckdb':
    import duckdb

    connection = duckdb.connect()
    with open('examples/query/snapshot.sql', encoding='utf-8') as macros:
        connection.execute(macros.read())
    answer = connection.sql(question)
    rows = [dict(zip(answer.columns, row)) for row in answer.fetchall()]
else:
    sys.path.insert(0, 'examples/query')
    import snapshot

    table = eval(question, vars(snapshot))
    rows = table.astype(object).where(table.notna(), None).to_dict('records')
print(json.dumps(rows, default=str))
