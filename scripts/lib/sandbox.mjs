// Chromium's sandbox in development. It cannot work as root; everywhere else it stays on.
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { isRoot } from './apt.mjs'
import { say, SetupError } from './console.mjs'

/** @param {string} file */
function readNumber(file) {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Some systems let nobody but root make namespaces; then Chromium's setuid helper has to be set up. @param {string} executable */
function sandboxWorks(executable) {
  const blocked =
    readNumber('/proc/sys/user/max_user_namespaces') === 0 ||
    readNumber('/proc/sys/kernel/unprivileged_userns_clone') === 0 ||
    readNumber('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === 1
  if (!blocked) return true
  const helper = statSync(path.join(path.dirname(executable), 'chrome-sandbox'), { throwIfNoEntry: false })
  return helper !== undefined && helper.uid === 0 && (helper.mode & 0o4000) !== 0
}

/** @param {string} executable Electron's @returns {string[]} its arguments */
export function sandboxArguments(executable) {
  if (process.platform !== 'linux') return []
  if (isRoot()) {
    say("Running as root, so without Chromium's sandbox (--no-sandbox).")
    return ['--no-sandbox']
  }
  if (process.env['TOUGAO_NO_SANDBOX'] === '1') return ['--no-sandbox']
  if (sandboxWorks(executable)) return []
  const helper = path.join(path.dirname(executable), 'chrome-sandbox')
  throw new SetupError(
    [
      'This system does not let Chromium make its sandbox, which protects you from what is in mails. The app was not started. Either:',
      `  sudo chown root ${helper} && sudo chmod 4755 ${helper}`,
      'or, at your own risk, for this one start: TOUGAO_NO_SANDBOX=1 npm start',
    ].join('\n'),
  )
}
