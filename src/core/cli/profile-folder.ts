/** Where the app keeps its profile when it is not told: Electron's `appData` and the product's name. */
import path from 'node:path'
import type { CliHost } from './host'

const PROFILE_NAME = 'Tougao Desk'

/** The profile that a command works with: the folder that was named, else the app's own. Absolute. */
export function profileFolder(
  named: string | undefined,
  host: Pick<CliHost, 'env' | 'platform' | 'home' | 'cwd'>,
): string {
  const { resolve, join } = host.platform === 'win32' ? path.win32 : path.posix
  return named === undefined ? join(appData(host), PROFILE_NAME) : resolve(host.cwd, named)
}

function appData({ env, platform, home }: Pick<CliHost, 'env' | 'platform' | 'home'>): string {
  switch (platform) {
    case 'win32':
      return env['APPDATA'] ?? path.win32.join(home, 'AppData', 'Roaming')
    case 'darwin':
      return path.posix.join(home, 'Library', 'Application Support')
    default: {
      const configured = env['XDG_CONFIG_HOME']
      // The XDG specification: a relative path is to be ignored.
      return configured?.startsWith('/') === true ? configured : path.posix.join(home, '.config')
    }
  }
}
