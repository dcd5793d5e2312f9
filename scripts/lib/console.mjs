// What the scripts say. All of it goes to stderr, so that a command's stdout stays its own.

/** A failure whose message is complete for the person reading it: no stack is shown. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError'
}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** @param {string} title */
export function heading(title) {
  say(`\n== ${title} ==`)
}

/** @param {number} since a Date.now() */
export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}

/**
 * Runs a script's body; its number is the exit code.
 * @param {() => Promise<number | void>} body
 */
export async function runMain(body) {
  try {
    process.exitCode = (await body()) ?? 0
  } catch (error) {
    say(error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error))
    process.exitCode = 1
  }
}
