import { createRequire } from 'node:module'
import process from 'node:process'

/**
 * Loaded by `--import` before a tool that has no way to name another endpoint:
 * points its copy of the AWS SDK, version 2, to that of the simulator.
 */
const AWS = createRequire(process.argv[1])('aws-sdk')
AWS.config.update({ endpoint: process.env.PEER_ENDPOINT })
