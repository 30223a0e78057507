/** What `--help` prints. */
export const usage = `Usage: npm run bench -- export --users N [options]
       npm run bench -- restore --users N [options]
       npm run bench -- one-user [options]
       npm run bench -- create-pool [options]
       npm run bench -- memory [options]
       npm run bench -- scale [options]
       npm run bench -- month [options]
       npm run bench -- peers [options]

export measures one export of a simulated pool: time against the bound that the
quotas set, CPU, peak memory, calls, throttled answers. restore measures the
same of a restore of that pool into an empty one. one-user deletes a user of a
large pool and measures how the user is restored by name. create-pool exports a
pool without users and measures how it is made anew. memory measures peak memory of
exports of several sizes, without quotas. scale exports, verifies, compares and
restores a large pool, exports a still larger one, and says what the largest pool
that Cognito has would take. month exports, verifies and compares a pool night
after night while it changes, has a script destroy some of it, and restores a user
from each snapshot. peers runs the npm package cognito-backup-restore and the
action side by side, and compares what each brings back.

  --users N                  people in the pool (export, restore: required; scale:
                             1000000 if it is left out; month: 200000;
                             one-user: 100000; peers: 200)
  --nights N                 how often the pool is backed up (month; default 24)
  --named N                  users who are deleted and restored by name (one-user;
                             default 1)
  --clients N                app clients in the pool (create-pool; default 5)
  --providers N              OIDC providers in it (create-pool; default 3)
  --resource-servers N       resource servers in it (create-pool; default 2)
  --most-users N             people in the still larger pool (scale; default
                             10000000)
  --quotas MODE              default enforces Cognito's request quotas; none
                             doesn't, and an export's floor of CPU time is
                             measured as well (export, restore, peers; default
                             default)
  --quota-share N            percent of each quota that the action may use
                             (export, restore; default 100; one-user and
                             create-pool: 80)
  --method METHOD            api, or import-job: by Cognito's CSV import, which
                             isn't slowed down (restore; default api)
  --age KIND                 x25519 or hybrid: exports once more, encrypted for
                             two such keys of age, and compares the CPU time
                             (export; default none)
  --sizes N,N,…              people in the pools (memory; default 20000,100000)
  --groups N                 groups in the pool (default 20)
  --memberships-per-user N   groups that each person is in (default 2; scale has
                             none)
  --mfa MODE                 OFF, OPTIONAL or ON (export, memory; default OFF)
  --plain                    only people with a username and a verified address,
                             and without values that break careless code (peers)
  --latency-ms N             how long each call takes at least (default 30; 0
                             with --quotas none and for scale, which measure
                             work, not waits)
  --seed N                   the same seed makes the same pool (default 1)
  --json                     one line of JSON in place of a table
  --help                     show this text

Results go to standard output, progress to standard error. Exit code: 0; 1 when
a run failed or its counts are wrong; 2 when the command line is wrong.
`
