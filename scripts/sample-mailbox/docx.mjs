// A Word file as small as Word still opens it: title, headings, paragraphs, pictures.
import { ZipFile } from 'yazl'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** English Metric Units in a pixel at 96 dots an inch. */
const EMU = 9_525

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

function paragraph({ style, text }) {
  const properties =
    style === undefined
      ? '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="480"/></w:pPr>'
      : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`
  return `<w:p>${properties}<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">${escape(text)}</w:t></w:r></w:p>`
}

function picture(number, alt) {
  const size = `cx="${480 * EMU}" cy="${270 * EMU}"`
  return (
    `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${size}/>` +
    `<wp:docPr id="${number}" name="图片 ${number}" descr="${escape(alt)}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">` +
    `<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">` +
    `<pic:nvPicPr><pic:cNvPr id="${number}" name="image${number}.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdImage${number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
  )
}

function styles() {
  const style = (id, name, size, extra) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="a"/><w:next w:val="a"/><w:qFormat/><w:pPr>${extra}</w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr></w:style>`
  return (
    `${HEAD}<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:eastAsia="宋体"/><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>` +
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/></w:style>' +
    style('Title', 'Title', 36, '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>') +
    style('Heading1', 'heading 1', 36, '<w:outlineLvl w:val="0"/>') +
    style('Heading2', 'heading 2', 28, '<w:outlineLvl w:val="1"/>') +
    '</w:styles>'
  )
}

/** Blocks: `{style?, text}` or `{picture, alt}`. Everything in the archive carries the given time. */
export async function makeDocx({ author, modified, blocks }) {
  const pictures = blocks.filter((block) => block.picture !== undefined)
  const body = blocks
    .map((block) => (block.picture === undefined ? paragraph(block) : picture(pictures.indexOf(block) + 1, block.alt)))
    .join('')
  const document = `${HEAD}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${REL}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800"/></w:sectPr></w:body></w:document>`
  const parts = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="${MAIN}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${MAIN}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    'docProps/core.xml': `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>${escape(author)}</dc:creator><dcterms:modified xsi:type="dcterms:W3CDTF">${modified}</dcterms:modified></cp:coreProperties>`,
    'word/_rels/document.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rIdStyles" Type="${REL}/styles" Target="styles.xml"/>${pictures.map((_, index) => `<Relationship Id="rIdImage${index + 1}" Type="${REL}/image" Target="media/image${index + 1}.png"/>`).join('')}</Relationships>`,
    'word/document.xml': document,
    'word/styles.xml': styles(),
  }
  const zip = new ZipFile()
  // An archive's times are local ones (APPNOTE 4.4.6): these are the UTC figures, whatever the zone here.
  const utc = new Date(modified)
  const mtime = new Date(
    utc.getUTCFullYear(),
    utc.getUTCMonth(),
    utc.getUTCDate(),
    utc.getUTCHours(),
    utc.getUTCMinutes(),
    utc.getUTCSeconds(),
  )
  const options = { mtime, forceDosTimestamp: true }
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name, options)
  for (const [index, block] of pictures.entries())
    zip.addBuffer(block.picture, `word/media/image${index + 1}.png`, options)
  zip.end()
  const chunks = []
  for await (const piece of zip.outputStream) chunks.push(piece)
  return Buffer.concat(chunks)
}
