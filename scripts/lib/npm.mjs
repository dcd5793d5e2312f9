// Runs npm itself: the one that started us, otherwise the one on the PATH.
import { run } from './run.mjs'

/**
 * @param {readonly string[]} args
 * @param {import('./run.mjs').RunOptions} options
 */
export function npm(args, options) {
  const script = process.env['npm_execpath']
  if (script && /npm-cli\.[cm]?js$/.test(script)) return run(process.execPath, [script, ...args], options)
  return process.platform === 'win32' ? run('npm.cmd', args, options) : run('npm', args, options)
}
