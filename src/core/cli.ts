/** The command line: `node bin/tougao.mjs` from a checkout. The results go to stdout, everything else to stderr. */
import { nodeHost } from './cli/host'
import { runCli } from './cli/run'

// Not `process.exit`: what is still on its way through a pipe would be cut off.
process.exitCode = await runCli(process.argv.slice(2), nodeHost(import.meta.dirname))
