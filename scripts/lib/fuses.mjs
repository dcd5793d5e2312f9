// electron-builder's `afterPack`: sets every fuse of the packaged Electron, before it is signed. electron-builder's own
// `electronFuses` knows eight of the nine, and leaves the ninth as it comes.
import path from 'node:path'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'

/** Every fuse by name; docs/security.md says why. A fuse that a new Electron adds stops the packaging until it is named here. */
export const fuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
}

const byNumber = /** @type {Record<FuseV1Options, boolean>} */ (
  Object.fromEntries(
    Object.entries(fuses).map(([name, on]) => [FuseV1Options[/** @type {keyof typeof fuses} */ (name)], on]),
  )
)

/** @param {import('electron-builder').AfterPackContext} context */
export default async function setFuses({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename
  const executable =
    electronPlatformName === 'win32'
      ? `${name}.exe`
      : electronPlatformName === 'linux'
        ? /** @type {import('app-builder-lib').LinuxPackager} */ (packager).executableName
        : `${name}.app`
  await flipFuses(path.join(appOutDir, executable), {
    version: FuseVersion.V1,
    // On a Mac with Apple's processor an unsigned build runs only with a signature made anew.
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
    strictlyRequireAllFuses: true,
    ...byNumber,
  })
}
