"""Asks snapshots questions by pandas.

A folder holds a copy of one snapshot, decrypted if it was encrypted.
"""

import gzip
import json
from pathlib import Path

import pandas as pd


def users(folder):
    """The users, with all attributes of each in a dict."""
    found = records(
        folder,
        'users',
        ['username', 'sub', 'status', 'enabled', 'createdAt', 'modifiedAt', 'attributes', 'mfa', 'skip'],
    )
    for time in ['createdAt', 'modifiedAt']:
        found[time] = pd.to_datetime(found[time], format='ISO8601', utc=True)
    return found.astype({'enabled': 'bool'})


def memberships(folder):
    """The users of groups."""
    return records(folder, 'memberships', ['group', 'username'])


def members(folder, group):
    """Who was in a group. A user who appeared during the export has no sub."""
    of_group = memberships(folder).query('group == @group')
    known = users(folder)[['username', 'sub']]
    return of_group[['username']].merge(known, how='left', on='username')


def changed(old, new):
    """What users were and what they are, where these differ."""
    both = pd.concat([users(old).assign(night='was'), users(new).assign(night='is')])
    for field in ['attributes', 'mfa', 'skip']:
        both[field] = both[field].map(json.dumps)
    states = both.columns.difference(['night', 'modifiedAt'])
    differ = both[~both.duplicated(states, keep=False)]
    return differ.sort_values(['sub', 'night'], ascending=[True, False])


def gone(old, new):
    """Who is gone. A user is the same as long as the sub is."""
    before = users(old)[['sub', 'username']]
    return before[~before['sub'].isin(users(new)['sub'])]


def attributes(folder):
    """Which attributes the pool's schema has, and how many users have which."""
    with gzip.open(Path(folder, 'pool.json.gz'), 'rt', encoding='utf-8') as lines:
        definition = next(line for line in map(json.loads, lines) if 'userPool' in line)
    schema = pd.DataFrame(definition['userPool']['SchemaAttributes'])[['Name', 'AttributeDataType']]
    names = users(folder)['attributes'].map(list).explode().value_counts()
    return schema.merge(names.rename_axis('Name').rename('users'), how='outer', on='Name')


def records(folder, kind, fields):
    """The records of a kind, as they are: dtype=False leaves "007" and "+49…" texts."""
    if not Path(folder, 'pool.json.gz').exists():
        raise FileNotFoundError(f'{folder} holds no snapshot that can be read.')
    parts = [
        pd.read_json(part, lines=True, dtype=False, convert_dates=False)
        for part in sorted(Path(folder, kind).glob('part-*.ndjson.gz'))
    ]
    found = pd.concat([pd.DataFrame(columns=fields), *parts])[fields]
    # A decrypted part has a line before and one after its records.
    return found.dropna(subset=fields[:2]).reset_index(drop=True)
