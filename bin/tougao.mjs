#!/usr/bin/env node
// The command line, from a checkout. Makes sure of what it needs, with every word of that on stderr, then becomes it.
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from '../scripts/lib/build-output.mjs'
import { say, SetupError } from '../scripts/lib/console.mjs'
import { ensureSqlite } from '../scripts/lib/native-sqlite.mjs'
import { cliEntry } from '../scripts/lib/paths.mjs'

try {
  await ensureBuilt()
  await ensureSqlite()
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  say(error.message)
  process.exit(1)
}
process.argv[1] = cliEntry
await import(pathToFileURL(cliEntry).href)
