import { en } from '@shared/i18n/en'
import { zhCN } from '@shared/i18n/zh-CN'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  chineseLiterals,
  differences,
  foreignChinese,
  halfWidth,
  malformed,
  missing,
  unevenForms,
  unused,
  type Catalog,
} from './catalog-rules'
import { sourceFiles } from './source-texts'

const src = fileURLToPath(new URL('../../../src', import.meta.url))

/** Names and menu words that an English reader has to find in a Chinese web mailbox, or that have no English. */
const CHINESE_NAMES = [
  '授权码',
  '客户端授权码',
  '三方客户端安全密码',
  '安全登录',
  '设置',
  '账户',
  '账号与安全',
  '账户与安全',
  '账户安全',
  '客户端设置',
  '设置区',
  '客户端',
  '选项',
  '独立密码',
  '邮箱',
  '邮箱协议设置',
  '第三方邮箱客户端',
  '小羽毛',
  '稿号',
  '简体中文',
  '中文',
]

/** The mark of the desk: a character drawn as a logo, the same in every language. */
const MARK = '投'

it('no two parts of a catalogue say the same key: the later would silence the earlier', () => {
  for (const locale of ['zh-CN', 'en']) {
    const folder = path.join(src, 'shared', 'i18n', locale)
    const keys = readdirSync(folder).flatMap((file) =>
      [...readFileSync(path.join(folder, file), 'utf8').matchAll(/^ {2}'([^']+)':/gmu)].map((found) => found[1] ?? ''),
    )
    expect(keys.length).toBeGreaterThan(2_000)
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  }
})

describe('the catalogues', () => {
  const sources = sourceFiles(src, [`${src}/shared/i18n/`])
  const shown = sourceFiles(src).filter(({ file }) => /\/src\/(?:renderer|main|preload)\//.test(file))

  it('have the same messages with the same parameters', () => {
    expect(differences(zhCN, en)).toEqual([])
  })

  it('have even plural forms', () => {
    expect(unevenForms(zhCN)).toEqual([])
    expect(unevenForms(en)).toEqual([])
  })

  it('have no malformed message', () => {
    expect([...malformed(zhCN), ...malformed(en)]).toEqual([])
  })

  it('have no message that nothing says', () => {
    expect(unused(zhCN, sources)).toEqual([])
  })

  it('have every message that is asked for', () => {
    expect(missing(zhCN, sources)).toEqual([])
  })

  it('have no Chinese in English but names', () => {
    expect(foreignChinese(en, CHINESE_NAMES)).toEqual([])
  })

  it('have full-width punctuation in Chinese', () => {
    expect(halfWidth(zhCN)).toEqual([])
  })

  it('are where all Chinese of the window and the shell is', () => {
    expect(shown.length).toBeGreaterThan(10)
    expect(chineseLiterals(shown).filter((found) => !found.endsWith(` says ${MARK}`))).toEqual([])
  })
})

describe('a wrong catalogue is found', () => {
  const file = (text: string, name = '/src/renderer/a.tsx') => [{ file: name, text }]
  const catalog: Catalog = { 'state.new': 'New', 'a.b': 'B {x}' }

  it.each<[string, Catalog]>([
    ['a missing message', { 'state.new': 'New' }],
    ['a message too many', { ...catalog, 'a.c': 'C' }],
    ['another parameter', { ...catalog, 'a.b': 'B {y}' }],
    ['a plural that takes a count', { ...catalog, 'a.b': { one: 'B {x}', other: '{count} B {x}' } }],
  ])('%s', (_, other) => {
    expect(differences(catalog, other)).toHaveLength(1)
  })

  it('a form without the parameters of the other', () => {
    expect(unevenForms({ a: { one: 'one of {x}', other: '{count} of {y}' } })).toEqual(['a has uneven forms'])
    expect(unevenForms({ a: { one: 'x', other: 'xs' } })).toEqual(['a has uneven forms'])
    expect(unevenForms({ a: { one: 'one of {x}', other: '{count} of {x}' } })).toEqual([])
  })

  it('a blank and an open brace', () => {
    expect(malformed({ a: ' ', b: 'x {y', c: 'fine {z}' })).toHaveLength(2)
  })

  it('a message that nothing says', () => {
    expect(unused(catalog, file("t('a.b')"))).toEqual(['state.new'])
    expect(unused(catalog, file("t('a.b'); t(`state.${state}`)"))).toEqual([])
    // Neither a comment nor a template that could be anything says it.
    expect(unused(catalog, file("// 'state.new'\nt('a.b'); x(`${area}.new`)"))).toEqual(['state.new'])
    // A gap is one part: a template does not cover a whole area.
    expect(unused({ 'a.b.c': 'C' }, file('t(`a.${b}`)'))).toEqual(['a.b.c'])
  })

  it('a message that is asked for and missing', () => {
    expect(missing(catalog, file("t('a.z', { x })"))).toHaveLength(1)
    expect(missing(catalog, file("t(open ? 'a.b' : 'a.z')"))).toHaveLength(1)
    expect(missing(catalog, file("translate(locale, 'a.z')"))).toHaveLength(1)
    expect(missing(catalog, file('t(`nothing.${x}`)'))).toHaveLength(1)
    expect(missing(catalog, file("t('a.b'); other('a.z')"))).toEqual([])
  })

  it('Chinese in English', () => {
    expect(foreignChinese({ a: 'the 授权码', b: 'the 密码' }, ['授权码'])).toEqual(['b'])
  })

  it('half-width punctuation in Chinese', () => {
    const marks = { comma: '好,的', colon: '{x}:好', question: '好吗?', fine: '好\uFF0C的 (PEM) 3:4', key: '按 ? 看' }
    expect(halfWidth(marks)).toEqual(['comma', 'colon', 'question'])
  })

  it('Chinese in a string, a template, an attribute, between tags; not in comments and patterns', () => {
    const text = "const a = '稿'; const b = `稿${a}`; const c = <p title='稿'>稿 {/* 稿 */}</p> // 稿\nconst d = /稿/"
    expect(chineseLiterals(file(text))).toHaveLength(4)
  })
})
