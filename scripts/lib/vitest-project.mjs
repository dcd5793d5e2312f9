// Runs one vitest project and counts what it did. What vitest does not count (a file that does not load, an error
// outside a test, a run cut short) counts as one failure each, so that nothing red is ever summed up as green.
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { say } from './console.mjs'
import { packageBin } from './package-bin.mjs'
import { projectDir } from './paths.mjs'
import { run } from './run.mjs'

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

/** @param {string} file @returns {Promise<Counts & {total: number} | undefined>} */
async function readReport(file) {
  try {
    const report = JSON.parse(await fs.readFile(file, 'utf8'))
    const broken = report.testResults.filter(
      (/** @type {{status: string, assertionResults: {status: string}[]}} */ suite) =>
        suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed'),
    )
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
      total: report.numTotalTests,
    }
  } catch {
    return undefined
  }
}

/**
 * @param {string} name
 * @param {{limitMs: number, env?: NodeJS.ProcessEnv, args?: readonly string[]}} options
 * @returns {Promise<Counts>}
 */
export async function runVitestProject(name, { limitMs, env = process.env, args = [] }) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'tougao-test-'))
  const reportFile = path.join(folder, 'report.json')
  try {
    const { code, timedOut } = await run(
      process.execPath,
      [
        packageBin('vitest'),
        'run',
        '--project',
        name,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${reportFile}`,
        ...args,
      ],
      { cwd: projectDir, env, timeoutMs: limitMs },
    )
    const counts = await readReport(reportFile)
    if (timedOut) say(`FAIL  ${name}: cut short after ${limitMs / 60_000} minutes`)
    else if (!counts) say(`FAIL  ${name}: vitest ended without a report (exit code ${code})`)
    else if (counts.total === 0) say(`FAIL  ${name}: no tests were found`)
    if (!counts) return { passed: 0, failed: 1, skipped: 0 }
    const { passed, failed, skipped, total } = counts
    const uncounted = failed === 0 && (code !== 0 || total === 0)
    return { passed, failed: uncounted ? 1 : failed, skipped }
  } finally {
    await fs.rm(folder, { recursive: true, force: true })
  }
}
