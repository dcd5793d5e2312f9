// npm run package: the application, unpacked, in dist/, with every fuse set (electron-builder.yml). With the official
// Electron only: the registry runtime is for development and tests and is never packaged.
import { runMain, say, SetupError } from './lib/console.mjs'
import { ensureElectron } from './lib/electron-runtime.mjs'
import { ensureBuilt } from './lib/build-output.mjs'
import { packageBin } from './lib/package-bin.mjs'
import { projectDir } from './lib/paths.mjs'
import { run } from './lib/run.mjs'

const LIMIT_MS = 15 * 60_000

await runMain(async () => {
  const electron = await ensureElectron()
  if (electron.source === 'registry') {
    throw new SetupError(
      'Nothing was packaged: only the registry runtime of development is here, and that is never handed out.\n' +
        'Set ELECTRON_MIRROR to a mirror of the official Electron, or run this where GitHub can be reached.',
    )
  }
  await ensureBuilt()
  const builder = packageBin('electron-builder')
  const { code } = await run(process.execPath, [builder, '--dir', '--publish', 'never'], {
    cwd: projectDir,
    timeoutMs: LIMIT_MS,
  })
  if (code === 0) say('The application is in dist/.')
  return code
})
