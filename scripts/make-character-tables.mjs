// node scripts/make-character-tables.mjs CHAIZI-JT.TXT: makes the tables of characters in src/core/compliance/tables anew.
// Readings come from pinyin-pro, traditional forms from opencc-js, decompositions from the file given
// (https://github.com/kfcd/chaizi, `chaizi-jt.txt`, CC BY 3.0).
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import iconv from 'iconv-lite'
import { pinyin } from 'pinyin-pro'
import { runMain, SetupError } from './lib/console.mjs'
import { projectDir } from './lib/paths.mjs'

const folder = path.join(projectDir, 'src', 'core', 'compliance', 'tables')
const { default: traditional } = await import(
  pathToFileURL(path.join(projectDir, 'node_modules', 'opencc-js', 'dist', 'esm-lib', 'dict', 'TSCharacters.js')).href
)

await runMain(async () => {
  const [chaizi] = process.argv.slice(2)
  if (chaizi === undefined) throw new SetupError('Usage: node scripts/make-character-tables.mjs CHAIZI-JT.TXT')
  write('pinyin-table.ts', 'pinyinTable', readings(), [
    'Readings of the Han characters without tones: a syllable and its characters a line (ü is v). The most common reading only.',
    'Made by scripts/make-character-tables.mjs from pinyin-pro (MIT licence, https://github.com/zh-lx/pinyin-pro).',
  ])
  write('traditional-table.ts', 'traditionalTable', simplified(), [
    'Traditional characters and their simplified ones, in turns; one for one, so that offsets stay.',
    'Made by scripts/make-character-tables.mjs from OpenCC (TSCharacters; Apache License 2.0, https://github.com/BYVoid/OpenCC).',
  ])
  write('split-table.ts', 'splitTable', decompositions(readFileSync(chaizi, 'utf8')), [
    'How the common characters (GB 2312) can be written in two or three parts: a character and its parts, apart by spaces.',
    'Made by scripts/make-character-tables.mjs from 漢語拆字字典 (© 2015 開放詞典, http://www.kaifangcidian.com; CC BY 3.0,',
    'https://github.com/kfcd/chaizi): the decompositions into one or four and more parts were left out.',
  ])
})

function readings() {
  const bySyllable = new Map()
  for (let unit = 0x4e00; unit <= 0x9fff; unit += 1) {
    const sign = String.fromCharCode(unit)
    const syllable = pinyin(sign, { toneType: 'none', v: true })
    if (!/^[a-z]{1,6}$/u.test(syllable)) continue
    bySyllable.set(syllable, `${bySyllable.get(syllable) ?? ''}${sign}`)
  }
  return [...bySyllable].sort(([a], [b]) => (a < b ? -1 : 1)).map(([syllable, signs]) => `${syllable}${signs}`)
}

function simplified() {
  /** @type {string[][]} */
  const entries = traditional.split('|').map((/** @type {string} */ entry) => entry.split(' '))
  const pairs = entries
    .filter(([from, to]) => from?.length === 1 && to?.length === 1 && from !== to)
    .map((pair) => pair.join(''))
  return lines([...new Set(pairs)], '', 55)
}

/** @param {string} source */
function decompositions(source) {
  const entries = new Set()
  for (const line of source.split('\n')) {
    const [sign = '', ...ways] = line.trim().split('\t')
    if (!isCommon(sign)) continue
    for (const way of ways) {
      const parts = way.trim().split(/\s+/u)
      if (parts.length < 2 || parts.length > 3 || parts.some((part) => !/^[\u2e80-\u9fff]$/u.test(part))) continue
      entries.add(`${sign}${parts.join('')}`)
    }
  }
  return lines(
    [...entries].sort((a, b) => (a < b ? -1 : 1)),
    ' ',
    27,
  )
}

/**
 * A Han character of GB 2312; the encoder knows all of GBK.
 * @param {string} sign
 */
function isCommon(sign) {
  const [first = 0, second = 0] = iconv.encode(sign, 'gbk')
  return sign.length === 1 && first >= 0xb0 && first <= 0xf7 && second >= 0xa1
}

/**
 * @param {readonly string[]} entries
 * @param {string} separator
 * @param {number} perLine
 */
function lines(entries, separator, perLine) {
  return Array.from({ length: Math.ceil(entries.length / perLine) }, (_, index) =>
    entries.slice(index * perLine, (index + 1) * perLine).join(separator),
  )
}

/**
 * @param {string} name
 * @param {string} constant
 * @param {readonly string[]} rows
 * @param {readonly string[]} comment
 */
function write(name, constant, rows, comment) {
  const head = ['/**', ...comment.map((line) => ` * ${line}`), ' */'].join('\n')
  writeFileSync(path.join(folder, name), `${head}\nexport const ${constant} = \`\n${rows.join('\n')}\n\`\n`)
}
