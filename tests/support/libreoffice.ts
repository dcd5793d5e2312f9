/** Documents made by LibreOffice, for golden tests. As root on Debian it is installed when it is missing. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

export { ensureLibreOffice } from '../../scripts/lib/office-packages.mjs'

const execute = promisify(execFile)

/** The first start makes a profile, which takes a while on a busy machine. */
const LIMIT_MS = 180_000

/**
 * The document in other formats, by their extensions (or `extension:filter`, as LibreOffice names them). `extension`: of the
 * bytes given; `inFilter`: how they are read, where the extension alone opens another program's part.
 */
export async function convertedByLibreOffice(
  bytes: Uint8Array,
  extension: string,
  formats: readonly string[],
  inFilter = '',
): Promise<ReadonlyMap<string, Buffer>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tougao-libreoffice-'))
  try {
    const source = path.join(folder, `source.${extension}`)
    await writeFile(source, bytes)
    const converted = new Map<string, Buffer>()
    for (const format of formats) {
      const wanted = format.replace(/:.*/, '')
      const out = path.join(folder, wanted)
      await execute(
        'soffice',
        [
          `-env:UserInstallation=file://${folder}/profile`,
          '--headless',
          ...(inFilter === '' ? [] : [`--infilter=${inFilter}`]),
          '--convert-to',
          format,
          '--outdir',
          out,
          source,
        ],
        { timeout: LIMIT_MS, killSignal: 'SIGKILL' },
      )
      converted.set(format, await readFile(path.join(out, `source.${wanted}`)))
    }
    return converted
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
