/**
 * A build plugin: the character maps and stand-in fonts of pdf.js as modules of the page, one each, loaded when a PDF asks for it.
 * The page's policy lets it fetch nothing, so they come as scripts of its own.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const INDEX = 'virtual:pdf-files'
const FILE = 'virtual:pdf-file/'
const FOLDERS = ['cmaps', 'standard_fonts']

export function pdfFiles() {
  const root = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const names = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .filter((name) => /\.(?:bcmap|pfb|ttf)$/.test(name))
      .map((name) => `${folder}/${name}`),
  )
  return {
    name: 'pdf-files',
    /** @param {string} id */
    resolveId(id) {
      return id === INDEX || id.startsWith(FILE) ? `\0${id}` : null
    },
    /** @param {string} id */
    load(id) {
      if (id === `\0${INDEX}`) {
        const loaders = names.map(
          (name) => `${JSON.stringify(path.basename(name))}: () => import(${JSON.stringify(FILE + name)})`,
        )
        return `export const pdfFiles = {${loaders.join(',\n')}}`
      }
      if (!id.startsWith(`\0${FILE}`)) return null
      const name = id.slice(FILE.length + 1)
      if (!names.includes(name)) throw new Error(`pdf.js has no file ${name}`)
      return `export const base64 = ${JSON.stringify(readFileSync(path.join(root, name)).toString('base64'))}`
    },
  }
}
