/** A manuscript as HTML: a whole page, or what goes on the clipboard for a CMS or 公众号. Always the current text. */
import type { Node } from 'prosemirror-model'
import { escapeHtml } from '@shared/escape-html'
import { projectDocument } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import type { ManuscriptToExport } from '../export-types'
import { blocksHtml, footnotesHtml, linksHtml } from './block-html'
import { cleanDialect, wechatDialect, type Dialect } from './dialect'
import { PORTRAIT_WORDS } from '../images'
import { dataAddress, type InlineSetting } from './inline-html'

export type HtmlDialect = 'clean' | 'wechat'

const DIALECTS: Readonly<Record<HtmlDialect, Dialect>> = { clean: cleanDialect, wechat: wechatDialect }

/** How the page looks in a browser and on paper. It asks for nothing: no scripts, no addresses. */
const PAGE_STYLE = `
body { max-width: 42em; margin: 2em auto; padding: 0 1em; font: 17px/1.85 "Noto Serif CJK SC", "Songti SC", SimSun, serif; color: #1f1f1f; }
h1 { font-size: 1.5em; line-height: 1.4; margin: 0 0 .4em; }
h2, h3, h4, h5, h6 { font-size: 1.15em; margin: 1.6em 0 .6em; break-after: avoid; }
p { margin: 0 0 1em; text-align: justify; }
.byline { color: #666; font-size: .85em; margin-bottom: 2em; }
blockquote { margin: 0 0 1em; padding-left: 1em; border-left: 3px solid #ccc; color: #555; }
figure { margin: 0 0 1.2em; text-align: center; break-inside: avoid; }
img { max-width: 100%; height: auto; }
figcaption { font-size: .8em; color: #666; margin-top: .4em; }
table { width: 100%; border-collapse: collapse; margin: 0 0 1.2em; font-size: .9em; }
td, th { border: 1px solid #bbb; padding: .35em .6em; text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
td p, th p { margin: 0; }
pre { background: #f6f6f6; padding: .8em 1em; white-space: pre-wrap; font-size: .85em; }
hr { border: 0; border-top: 1px solid #bbb; width: 30%; margin: 2em auto; }
.notes { margin-top: 2.5em; padding-top: 1em; border-top: 1px solid #ccc; font-size: .85em; }
.portrait img { border-radius: 50%; object-fit: cover; aspect-ratio: 1; }
.closing { margin-top: 2.5em; color: #666; font-size: .85em; }
@page { size: A4; margin: 22mm 20mm; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 12pt; } a { color: inherit; text-decoration: none; } }
`.trim()

/** The text without its title, with byline, notes and closing paragraphs: for an editor that has a field for the title. */
export function htmlFragment(input: ManuscriptToExport, dialect: HtmlDialect): string {
  return body(projected(input), input, DIALECTS[dialect])
}

/** A whole page by itself; pictures are inside it. */
export function htmlPage(input: ManuscriptToExport): string {
  const document = projected(input)
  const title = escapeHtml(document.firstChild?.textContent ?? '')
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
${PAGE_STYLE}
</style>
</head>
<body>
<article>
<h1>${title}</h1>
${body(document, input, cleanDialect)}
</article>
</body>
</html>
`
}

function projected(input: ManuscriptToExport): Node {
  return projectDocument(manuscriptSchema.nodeFromJSON(input.document), 'current')
}

function body(document: Node, input: ManuscriptToExport, dialect: Dialect): string {
  const setting: InlineSetting = {
    dialect,
    pictures: input.pictures,
    notes: { footnotes: new Map(), links: [] },
  }
  const byline = input.byline.trim()
  const parts = [
    byline === '' ? '' : `<p class="byline"${dialect.style('byline')}>${escapeHtml(byline)}</p>`,
    blocksHtml(document, setting),
    section('notes', footnotesHtml(document, setting)),
    section('notes', linksHtml(setting)),
    section('closing', closingHtml(input, dialect)),
  ].filter((part) => part !== '')
  const inner = parts.join('\n')
  return dialect.links ? inner : `<section${dialect.style('body')}>\n${inner}\n</section>`
}

function closingHtml({ portrait, pictures, closing }: ManuscriptToExport, dialect: Dialect): string {
  const picture = portrait === undefined ? undefined : pictures.get(portrait)
  const face =
    picture === undefined || picture.contentType === ''
      ? []
      : [
          `<p class="portrait"${dialect.style('closing')}><img src="${dataAddress(picture)}" width="72" alt="${PORTRAIT_WORDS}"${dialect.style('portrait')}></p>`,
        ]
  const lines = closing.map((line) => `<p${dialect.style('closing')}>${escapeHtml(line).replaceAll('\n', '<br>')}</p>`)
  return [...face, ...lines].join('\n')
}

function section(name: string, inner: string): string {
  return inner === '' ? '' : `<section class="${name}">\n${inner}\n</section>`
}
