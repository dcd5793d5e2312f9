/**
 * Documents that try everything a manuscript can try: to fetch, to run, to be opened by a program. Made by hand, so that
 * nothing between the test and the bytes is kinder than an attacker. Each fetch has its own path of `base`.
 */
import { ZipFile } from 'yazl'

/** Text that would fetch and run wherever it were taken for HTML. */
export function markup(base: string, name: string): string {
  return `"'><img src="${base}/${name}" onerror="window.__pwned=1"><script>window.__pwned=1</script>`
}

const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

async function zipOf(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) {
    zip.addBuffer(Buffer.from(content as string), name, { compress: name !== 'mimetype' })
  }
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Addresses that no program should be handed. */
export const BAD_ADDRESSES: readonly string[] = [
  'javascript:window.__pwned=1',
  'jAva\tscript:window.__pwned=1',
  'vbscript:msgbox(1)',
  'data:text/html,<script>window.__pwned=1</script>',
  'file:///etc/passwd',
  '\\\\127.0.0.1\\share\\x',
  '//127.0.0.1/share/x',
  'ms-word:ofe|u|http://127.0.0.1/x.docx',
  'ms-msdt:/id PCWDiagnostic',
  'search-ms:query=x&crumb=location:\\\\127.0.0.1\\x',
  'app://desk/index.html',
]

interface DocxOptions {
  /** A project of macros, and the content type that says so. */
  readonly macros?: boolean
  /** Declares an external entity in the text. */
  readonly entity?: boolean
}

/** A Word file with every relationship that leads out of it that we know of. */
export async function hostileDocx(base: string, marker: string, options: DocxOptions = {}): Promise<Buffer> {
  const to = (name: string): string => `${base}/${name}`
  const relations: string[] = []
  const external = (type: string, target: string): string => {
    const id = `r${relations.length}`
    const uri = type.includes('/')
      ? type
      : `http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}`
    relations.push(`<Relationship Id="${id}" Type="${uri}" Target="${xml(target)}" TargetMode="External"/>`)
    return id
  }
  const internal = (type: string, target: string): string => {
    const id = `r${relations.length}`
    relations.push(
      `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
    )
    return id
  }
  const run = (text: string): string => `<w:r><w:t xml:space="preserve">${xml(text)}</w:t></w:r>`
  const p = (inner: string): string => `<w:p>${inner}</w:p>`
  const field = (instruction: string): string =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${xml(instruction)} </w:instrText></w:r>` +
    `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('域的结果')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
  const blip = (attribute: string, id: string): string =>
    `<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="p" descr="${xml(markup(base, 'docx-alt'))}"><a:hlinkClick r:id="${external('hyperlink', to('docx-picture-link'))}"/></wp:docPr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip ${attribute}="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
  const body = [
    `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>${run(`${marker}的题目${markup(base, 'docx-title')}`)}</w:p>`,
    p(run(`作者：${markup(base, 'docx-byline')}`)),
    p(run(`正文第一段，${marker}里什么都想做。`) + (options.entity === true ? '<w:r><w:t>&stolen;</w:t></w:r>' : '')),
    p(blip('r:link', external('image', to('docx-image'))) + run('链接的图')),
    p(blip('r:embed', external('image', to('docx-image-embedded'))) + run('外面的图')),
    p(blip('r:link', external('image', '\\\\127.0.0.1\\share\\x.png')) + run('网络共享里的图')),
    p(
      `<w:r><w:pict><v:shape><v:imagedata r:href="${external('image', to('docx-vml'))}" src="${to('docx-vml-src')}"/></v:shape></w:pict></w:r>${run('旧图')}`,
    ),
    p(
      `<w:r><w:object><v:shape/><o:OLEObject Type="Link" ProgID="htmlfile" ShapeID="s" DrawAspect="Content" r:id="${external('oleObject', to('docx-ole'))}" UpdateMode="Always"/></w:object></w:r>${run('对象')}`,
    ),
    p(
      `<w:r><w:object><w:control r:id="${external('control', to('docx-control'))}" w:name="x" w:shapeid="s"/></w:object></w:r>${run('控件')}`,
    ),
    ...[
      `INCLUDEPICTURE "${to('docx-includepicture')}" \\d`,
      `INCLUDETEXT "${to('docx-includetext')}"`,
      `DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"`,
      `DDE "cmd" "/c calc"`,
      `IMPORT "${to('docx-import')}"`,
      `LINK Word.Document.8 "${to('docx-link')}" \\a`,
      `HYPERLINK "javascript:window.__pwned=1"`,
      `HYPERLINK "file:///etc/passwd"`,
      'QUOTE 87 73 84',
      'MACROBUTTON AutoOpen 点我',
    ].map((instruction) => p(field(instruction))),
    ...BAD_ADDRESSES.map((address, index) =>
      p(
        `<w:hyperlink r:id="${external('hyperlink', address)}" w:tooltip="${xml(markup(base, 'docx-tooltip'))}">${run(`坏链接${index}`)}</w:hyperlink>`,
      ),
    ),
    p(`<w:hyperlink r:id="${external('hyperlink', 'https://good.example/')}">${run('好链接')}</w:hyperlink>`),
    `<w:subDoc r:id="${external('subDocument', to('docx-subdocument'))}"/>`,
    `<w:altChunk r:id="${internal('aFChunk', 'chunk.html')}"/>`,
    `<w:altChunk r:id="${external('aFChunk', to('docx-altchunk'))}"/>`,
    p(
      `<w:commentRangeStart w:id="0"/>${run('这一句有批注，')}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>${run('后面没有。')}`,
    ),
    p(
      `<w:ins w:id="7" w:author="${xml(markup(base, 'docx-inserter'))}" w:date="2026-09-01T00:00:00Z">${run('插入的字')}</w:ins>`,
    ),
    p(run(markup(base, 'docx-text'))),
    p(run('正文最后一段。')),
  ]
  const spaces =
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
  const doctype =
    options.entity === true
      ? `<!DOCTYPE w:document [<!ENTITY stolen SYSTEM "${to('docx-entity')}"><!ENTITY % p SYSTEM "${to('docx-parameter')}"> %p;]>`
      : ''
  internal('comments', 'comments.xml')
  internal('settings', 'settings.xml')
  internal('customXml', '../customXml/item1.xml')
  if (options.macros === true)
    internal('http://schemas.microsoft.com/office/2006/relationships/vbaProject', 'vbaProject.bin')
  external('frame', to('docx-frame'))
  const mainType =
    options.macros === true
      ? 'application/vnd.ms-word.document.macroEnabled.main+xml'
      : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
  const packageRelations = (inner: string): string =>
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`
  return zipOf({
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="html" ContentType="text/html"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/word/document.xml" ContentType="${mainType}"/><Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>`,
    '_rels/.rels': packageRelations(
      `<Relationship Id="m" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="t" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="${to('docx-thumbnail')}" TargetMode="External"/>`,
    ),
    'word/document.xml': `${HEAD}${doctype}<w:document ${spaces}><w:body>${body.join('')}</w:body></w:document>`,
    'word/_rels/document.xml.rels': packageRelations(relations.join('')),
    'word/comments.xml': `${HEAD}<w:comments ${spaces}><w:comment w:id="0" w:author="${xml(markup(base, 'docx-comment-author'))}" w:initials="X" w:date="2026-09-01T00:00:00Z">${p(run(`批注的字${markup(base, 'docx-comment')}`))}${p(`<w:hyperlink r:id="c0">${run('批注里的链接')}</w:hyperlink>`)}</w:comment></w:comments>`,
    'word/_rels/comments.xml.rels': packageRelations(
      `<Relationship Id="c0" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="javascript:window.__pwned=1" TargetMode="External"/>`,
    ),
    'word/settings.xml': `${HEAD}<w:settings ${spaces}><w:attachedTemplate r:id="t0"/><w:mailMerge><w:dataSource r:id="t1"/></w:mailMerge></w:settings>`,
    'word/_rels/settings.xml.rels': packageRelations(
      `<Relationship Id="t0" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="${to('docx-template.dotm')}" TargetMode="External"/><Relationship Id="t1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/mailMergeSource" Target="${to('docx-merge')}" TargetMode="External"/>`,
    ),
    'word/chunk.html': `<html><body><p>夹带的网页</p><img src="${to('docx-chunk')}" onerror="window.__pwned=1"><script>window.__pwned=1</script></body></html>`,
    'customXml/item1.xml': `${HEAD}<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="${to('docx-xinclude')}"/></x>`,
    ...(options.macros === true ? { 'word/vbaProject.bin': Buffer.from('D0CF11E0A1B11AE1', 'hex') } : {}),
  })
}

/** An OpenDocument text with linked pictures, sections, objects, scripts and listeners. */
export async function hostileOdt(base: string, marker: string): Promise<Buffer> {
  const to = (name: string): string => xml(`${base}/${name}`)
  const spaces =
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dom="http://www.w3.org/2001/xml-events" xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
  const listener = (event: string): string =>
    `<office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="${event}" xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"/><script:event-listener script:language="ooo:script" script:event-name="${event}" xlink:href="${to('odt-listener')}"/></office:event-listeners>`
  const content = `${HEAD}<office:document-content ${spaces} office:version="1.3">
<office:scripts><office:script script:language="JavaScript">window.__pwned=1</office:script><office:script script:language="ooo:Basic" xlink:href="${to('odt-script')}"/>${listener('dom:load')}</office:scripts>
<office:body><office:text>
<office:forms><form:form form:target-frame="_blank" xlink:href="${to('odt-form')}" form:command="x"/></office:forms>
<text:h text:outline-level="1">${marker}的题目${xml(markup(base, 'odt-title'))}</text:h>
<text:p>正文第一段，${marker}里什么都想做。</text:p>
<text:p><draw:frame draw:name="x"><draw:image xlink:href="${to('odt-image')}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/><svg:desc>${xml(markup(base, 'odt-alt'))}</svg:desc></draw:frame>外面的图</text:p>
<text:p><draw:frame><draw:image xlink:href="file:///etc/passwd"/></draw:frame>本机的图</text:p>
<text:p><draw:frame><draw:image xlink:href="../../../etc/passwd"/></draw:frame>爬出去的图</text:p>
<text:p><draw:frame><draw:object xlink:href="${to('odt-object')}"/><draw:plugin xlink:href="${to('odt-plugin')}"/><draw:floating-frame xlink:href="${to('odt-frame')}"/><draw:applet xlink:href="${to('odt-applet')}" draw:code="x"/></draw:frame>对象</text:p>
${BAD_ADDRESSES.map((address, index) => `<text:p><text:a xlink:href="${xml(address)}" office:target-frame-name="_top">坏链接${index}${listener('dom:click')}</text:a></text:p>`).join('\n')}
<text:p><text:a xlink:href="https://good.example/">好链接</text:a></text:p>
<text:section text:name="s"><text:section-source xlink:href="${to('odt-section')}" xlink:show="embed"/><text:p>节里的字</text:p></text:section>
<text:section text:name="d"><office:dde-source office:dde-application="soffice" office:dde-topic="/etc/passwd" office:dde-item="x" office:automatic-update="true"/><text:p>又一节</text:p></text:section>
<text:p><text:script script:language="JavaScript">window.__pwned=1</text:script><text:execute-macro text:name="x">宏</text:execute-macro>脚本旁边的字</text:p>
<text:p>这里<office:annotation office:name="a"><dc:creator>${xml(markup(base, 'odt-annotator'))}</dc:creator><dc:date>2026-09-01T00:00:00</dc:date><text:p>批注的字${xml(markup(base, 'odt-annotation'))}</text:p></office:annotation>有批注<office:annotation-end office:name="a"/>。</text:p>
<text:p>${xml(markup(base, 'odt-text'))}</text:p>
<text:p>正文最后一段。</text:p>
</office:text></office:body></office:document-content>`
  return zipOf({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'META-INF/manifest.xml': `${HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    'content.xml': content,
    'settings.xml': `${HEAD}<office:document-settings ${spaces}/>`,
    'Basic/Standard/M.xml': `${HEAD}<x>Sub Main\nShell("calc")\nEnd Sub</x>`,
    'Scripts/python/x.py': 'import os',
  })
}

const rtfText = (text: string): string =>
  text
    .replaceAll(/[\\{}]/g, '\\$&')
    .replaceAll(
      /[^\x00-\x7f]/g,
      (each) => `\\u${each.charCodeAt(0) > 32_767 ? each.charCodeAt(0) - 65_536 : each.charCodeAt(0)}?`,
    )

/** RTF with linked objects, fields that fetch, and a template from elsewhere. */
export function hostileRtf(base: string, marker: string): Buffer {
  const to = (name: string): string => `${base}/${name}`
  const field = (instruction: string, result: string): string =>
    `{\\field{\\*\\fldinst {${rtfText(instruction)}}}{\\fldrslt {${rtfText(result)}}}}\\par`
  const ole = Buffer.from(`\x01\x05\0\0\x02\0\0\0\x0b\0\0\0Equation.3\0${to('rtf-objdata')}`).toString('hex')
  return Buffer.from(
    [
      '{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 SimSun;}}',
      `{\\*\\template ${rtfText(to('rtf-template.dotm'))}}`,
      `{\\info{\\title ${rtfText(markup(base, 'rtf-info'))}}{\\author ${rtfText(markup(base, 'rtf-author'))}}{\\*\\hlinkbase ${rtfText(to('rtf-base'))}}}`,
      `{\\*\\filetbl {\\file\\fid1 ${rtfText(to('rtf-file'))}}}`,
      `\\pard\\b ${rtfText(`${marker}的题目${markup(base, 'rtf-title')}`)}\\b0\\par`,
      `${rtfText(`正文第一段，${marker}里什么都想做。`)}\\par`,
      `{\\object\\objautlink\\objupdate\\rsltpict{\\*\\objclass Word.Document.8}{\\*\\objdata ${ole}}{\\result ${rtfText('对象')}}}\\par`,
      `{\\object\\objhtml{\\*\\objdata ${Buffer.from('<script>window.__pwned=1</script>').toString('hex')}}}`,
      field(`INCLUDEPICTURE "${to('rtf-includepicture')}" \\d`, '外面的图'),
      field(`INCLUDETEXT "${to('rtf-includetext')}"`, '外面的字'),
      field('DDEAUTO cmd "/k calc"', '动态'),
      ...BAD_ADDRESSES.map((address, index) =>
        field(`HYPERLINK "${address.replaceAll('\\', '\\\\')}"`, `坏链接${index}`),
      ),
      field('HYPERLINK "https://good.example/"', '好链接'),
      `{\\subdocument1}{\\*\\htmltag <img src=${to('rtf-htmltag')}>}`,
      `{\\*\\atnid X}{\\*\\atnauthor ${rtfText(markup(base, 'rtf-annotator'))}}\\chatn{\\*\\annotation ${rtfText(`批注的字${markup(base, 'rtf-annotation')}`)}}`,
      `${rtfText(markup(base, 'rtf-text'))}\\par`,
      `${rtfText('正文最后一段。')}\\par}`,
    ].join('\n'),
    'latin1',
  )
}

/** A PDF that would run a script, start a program and ask addresses as soon as it is opened. */
export function hostilePdf(base: string): Buffer {
  const stream = (text: string, more = ''): string => `<< /Length ${text.length} ${more}>>\nstream\n${text}\nendstream`
  const line = (text: string): string => `(${text.replaceAll(/[\\()]/g, '\\$&')}) Tj T*`
  const page = stream(
    [
      'BT /F1 12 Tf 14 TL 60 780 Td',
      line('A piece that tries everything'),
      'T*',
      line('First paragraph of the piece, with words enough to be read as one.'),
      'T*',
      line(markup(base, 'pdf-text')),
      'T*',
      line('Last paragraph of the piece.'),
      'ET',
    ].join('\n'),
  )
  const link = (action: string, y: number): string =>
    `<< /Type /Annot /Subtype /Link /Rect [60 ${y} 500 ${y + 14}] /A ${action} >>`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R /AA << /WC 6 0 R /DP 6 0 R >> /Names << /EmbeddedFiles << /Names [(x) 8 0 R] >> /JavaScript << /Names [(x) 6 0 R] >> >> /AcroForm << /Fields [] /XFA 9 0 R >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R /AA << /O 7 0 R >> /Annots [${[
      link('6 0 R', 760),
      link('7 0 R', 740),
      link(`<< /S /URI /URI (${base}/pdf-uri) >>`, 720),
      link('<< /S /URI /URI (javascript:window.__pwned=1) >>', 700),
      link(`<< /S /SubmitForm /F << /FS /URL /F (${base}/pdf-submit) >> >>`, 680),
      link(`<< /S /GoToR /F (${base}/pdf-gotor) /D [0 /Fit] >>`, 660),
      link('<< /S /Launch /F (/bin/sh) >>', 640),
    ].join(' ')}] >>`,
    page,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /S /JavaScript /JS (app.launchURL\\("${base}/pdf-js"\\); window.__pwned = 1; app.alert\\(1\\)) >>`,
    `<< /S /URI /URI (${base}/pdf-open) >>`,
    `<< /Type /Filespec /F (x.html) /EF << /F 10 0 R >> >>`,
    stream(`<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><script>window.__pwned=1</script></xdp:xdp>`),
    stream('<script>window.__pwned=1</script>', '/Type /EmbeddedFile '),
  ]
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const start = text.length
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** Markdown with HTML between its lines, and links that run. */
export function hostileMarkdown(base: string, marker: string): string {
  const to = (name: string): string => `${base}/${name}`
  return [
    `# ${marker}的题目${markup(base, 'md-title')}`,
    `正文第一段，${marker}里什么都想做。`,
    `![图](${to('md-image')} "${to('md-image-title')}")`,
    '![图](javascript:window.__pwned=1) ![图](file:///etc/passwd)',
    ...BAD_ADDRESSES.map((address, index) => `[坏链接${index}](<${address}>) [坏引用${index}][b${index}]`),
    '[好链接](https://good.example/)',
    '<javascript:window.__pwned=1> <file:///etc/passwd>',
    `<img src="${to('md-html')}" onerror="window.__pwned=1">`,
    '<script>window.__pwned=1</script>',
    `<iframe src="${to('md-iframe')}"></iframe>`,
    `<style>@import "${to('md-import')}"; body { background: url(${to('md-style')}) }</style>`,
    `| 表 | 格 |\n| --- | --- |\n| <img src="${to('md-cell')}"> | \`<img src="${to('md-code')}">\` |`,
    `\`\`\`html\n<script src="${to('md-fence')}"></script>\n\`\`\``,
    `    <img src="${to('md-indented')}">`,
    '正文最后一段。',
    BAD_ADDRESSES.map((address, index) => `[b${index}]: <${address}>`).join('\n'),
  ].join('\n\n')
}

/** What Word puts on the clipboard, if it were somebody else's Word. */
export function wordClipboard(base: string): string {
  const to = (name: string): string => `${base}/${name}`
  return `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><base href="${base}/">
<link rel=File-List href="file:///C:/Temp/msohtmlclip1/01/clip_filelist.xml"><link rel=themeData href="${to('word-theme')}"><link rel=stylesheet href="${to('word-sheet')}">
<!--[if gte mso 9]><xml><w:WordDocument><w:AttachedTemplate HRef="${to('word-template')}"/></w:WordDocument></xml><![endif]-->
<style><!-- @import url("${to('word-import')}"); p.MsoNormal { background: url(${to('word-background')}); mso-style-parent:"" } --></style></head>
<body lang=ZH-CN style='background:url(${to('word-body')})'><!--StartFragment-->
<p class=MsoNormal style='background-image:url("${to('word-paragraph')}")' onclick="window.__pwned=1">从 Word 粘贴的一段<o:p></o:p></p>
<!--[if gte vml 1]><v:shape><v:imagedata src="${to('word-vml')}" o:href="${to('word-href')}"/></v:shape><![endif]--><![if !vml]><img src="${to('word-img')}" v:shapes="x" onerror="window.__pwned=1"><![endif]>
<img src="file:///C:/Temp/msohtmlclip1/01/clip_image001.png"><a href="javascript:window.__pwned=1">坏链接</a><a href="https://good.example/">好链接</a>
<object classid="clsid:x" data="${to('word-object')}"></object><script>window.__pwned=1</script>
<!--EndFragment--></body></html>`
}

/**
 * HTML that says it was copied out of this very editor, with what the parser then takes as it stands: the nodes around the
 * copied ones, with their attributes.
 */
export function forgedSlices(base: string): readonly string[] {
  const contexts: readonly (readonly unknown[])[] = [
    ['paragraph', { was: { type: 'x"><img src=x onerror=alert(1)>' }, paragraphMark: 'x', id: { x: 1 } }],
    ['paragraph', { was: { type: 'heading', level: 2, id: `forged-${base}` }, id: 'forged'.repeat(10_000) }],
    ['paragraph', { paragraphMark: { kind: 'deletion', id: `forged-${base}` } }],
    ['heading', { level: '9"><script>', id: 7 }],
    ['heading', { level: 1e9 }],
    ['orderedList', { start: -1e9 }, 'listItem', {}, 'paragraph', {}],
    ['table', {}, 'tableRow', {}, 'tableCell', { colspan: 1e9, rowspan: 1e9 }, 'paragraph', null],
    ['image', { sha256: `../../${base}`, contentType: 'image/svg+xml', alt: { x: 1 } }],
    ['title', { id: 'other' }],
    ['doc', { suggestions: 'x' }],
    ['__proto__', {}, 'constructor', {}],
  ]
  return contexts.map((context, index) => {
    const open = context.length / 2
    const attribute = xml(`${open} ${open} ${JSON.stringify(context)}`)
    return `<p data-pm-slice="${attribute}">伪造的一段${index}</p>`
  })
}
