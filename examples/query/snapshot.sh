# Asks snapshots questions by gunzip, jq and comm. Read it into bash:
# `. examples/query/snapshot.sh`.
#
# A FOLDER holds a copy of one snapshot, decrypted if it was encrypted. Answers
# are JSON, so that no character of a name can be taken for something else.
# shellcheck shell=bash

# users FOLDER: a user a line.
users() { records "$1" users sub; }

# memberships FOLDER: a user of a group a line.
memberships() { records "$1" memberships group; }

# members FOLDER GROUP: the usernames of a group.
members() { memberships "$1" | jq --arg group "$2" 'select(.group == $group).username'; }

# changed OLD NEW: what users were, at the left, and what they are, after a tab.
changed() {
  are_snapshots "$@" || return
  comm -3 <(users "$1" | jq -c 'del(.modifiedAt)' | LC_ALL=C sort) \
    <(users "$2" | jq -c 'del(.modifiedAt)' | LC_ALL=C sort)
}

# gone OLD NEW: sub and username of users who were in OLD only.
gone() {
  are_snapshots "$@" || return
  comm -23 <(users "$1" | jq .sub | LC_ALL=C sort) <(users "$2" | jq .sub | LC_ALL=C sort) |
    jq -c --slurpfile old <(users "$1" | jq '{(.sub): .username}') '[., ($old | add)[.]]'
}

# attributes FOLDER: names of the pool's schema, then how many users have which.
attributes() {
  are_snapshots "$1" || return
  gunzip -c "$1"/pool.json.gz | jq -c '.userPool | select(.).SchemaAttributes[] | [.Name, .AttributeDataType]'
  users "$1" | jq '.attributes | keys_unsorted[]' | LC_ALL=C sort | uniq -c
}

# A decrypted part has a line before and one after its records: no FIELD there.
records() {
  are_snapshots "$1" || return
  # A kind without records has no part.
  if [ -d "$1/$2" ]; then cat "$1/$2"/part-*.gz | gunzip | jq -c "select(.$3)"; fi
}

# An encrypted snapshot has pool.json.gz.age; another folder has neither.
are_snapshots() {
  local folder
  for folder; do
    if [ ! -f "$folder/pool.json.gz" ]; then
      echo "$folder holds no snapshot that can be read." >&2
      return 1
    fi
  done
}
