// A zip's chosen entries onto the disk, with their modes and links. In JavaScript, because a bare Debian has no unzip.
import { createWriteStream } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import yauzl from 'yauzl'

const FILE_TYPE = 0o170000
const SYMLINK = 0o120000

/**
 * @param {string} zipFile
 * @param {string} folder exists already
 * @param {(name: string) => string | undefined} place an entry's path under `folder`, or undefined to leave it out
 */
export async function unzip(zipFile, folder, place) {
  const open = /** @type {(file: string, options: import('yauzl').Options) => Promise<import('yauzl').ZipFile>} */ (
    promisify(yauzl.open)
  )
  const zip = await open(zipFile, { lazyEntries: true })
  const read = promisify(zip.openReadStream.bind(zip))

  const extract = async (/** @type {import('yauzl').Entry} */ entry) => {
    const name = entry.fileName.endsWith('/') ? undefined : place(entry.fileName)
    if (name === undefined) return
    const target = path.join(folder, name)
    const mode = (entry.externalFileAttributes >>> 16) & 0xffff
    await fs.mkdir(path.dirname(target), { recursive: true })
    const stream = await read(entry)
    if ((mode & FILE_TYPE) === SYMLINK) await fs.symlink(await text(/** @type {never} */ (stream)), target)
    else
      await pipeline(/** @type {never} */ (stream), createWriteStream(target, { mode: mode & 0o111 ? 0o755 : 0o644 }))
  }

  await new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', resolve)
    zip.on('entry', (entry) => {
      extract(entry).then(() => zip.readEntry(), reject)
    })
    zip.readEntry()
  }).finally(() => zip.close())
}
