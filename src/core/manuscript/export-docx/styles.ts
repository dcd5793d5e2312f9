/** How the document looks in Word, by Word's own style names, so that the reader's Word and our importer know them. */
import { AlignmentType, LevelFormat, type IStylesOptions, type NumberingDefinition } from 'docx'

/** Chinese by 宋体 and 黑体, which every Word in China has; Latin letters beside them by their usual companions. */
const BODY = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: '宋体' }
const HEAD = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: '黑体' }
const PLAIN = { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Calibri', eastAsia: '等线' }
const MONO = { ascii: 'Consolas', hAnsi: 'Consolas', cs: 'Consolas', eastAsia: '等线' }

/** Half points. */
const SIZE = { body: 24, title: 40, small: 21, note: 18 }
const HEADINGS = [32, 30, 28, 26, 24, 24] as const
const GREY = '595959'

export const BYLINE_STYLE = 'Subtitle'
export const CLOSING_STYLE = 'ClosingLines'
export const CODE_STYLE = 'HTMLPreformatted'
export const CODE_RUN_STYLE = 'HTMLCode'
export const LINK_RUN_STYLE = 'Hyperlink'
export const QUOTE_STYLE = 'Quote'
export const CAPTION_STYLE = 'Caption'

/** Word's own style for what goes on in a list's item, `level` from 0. */
export function continueStyle(level: number): string {
  return level === 0 ? 'ListContinue' : `ListContinue${level + 1}`
}

/** Levels that Word has such a style for. */
export const CONTINUE_LEVELS = 5

/** ECMA-376-1, 17.9.6. */
export const LIST_LEVELS = 9

/** Twips that each level is indented by. */
const INDENT = 420

export const documentStyles: IStylesOptions = {
  default: {
    document: {
      run: { font: BODY, size: SIZE.body, language: { value: 'en-US', eastAsia: 'zh-CN' } },
      paragraph: { spacing: { after: 160, line: 360 }, alignment: AlignmentType.BOTH },
    },
    title: {
      run: { font: HEAD, size: SIZE.title, bold: true },
      paragraph: { alignment: AlignmentType.CENTER, spacing: { after: 120 } },
    },
    heading1: heading(0),
    heading2: heading(1),
    heading3: heading(2),
    heading4: heading(3),
    heading5: heading(4),
    heading6: heading(5),
  },
  paragraphStyles: [
    {
      id: BYLINE_STYLE,
      name: 'Subtitle',
      basedOn: 'Normal',
      next: 'Normal',
      quickFormat: true,
      run: { font: PLAIN, size: SIZE.small, color: GREY },
      paragraph: { alignment: AlignmentType.CENTER, spacing: { after: 320 } },
    },
    {
      id: QUOTE_STYLE,
      name: 'Quote',
      basedOn: 'Normal',
      quickFormat: true,
      run: { color: '404040' },
      paragraph: { indent: { left: INDENT, right: INDENT } },
    },
    {
      id: CAPTION_STYLE,
      name: 'caption',
      basedOn: 'Normal',
      quickFormat: true,
      run: { font: PLAIN, size: SIZE.small, color: GREY },
      paragraph: { alignment: AlignmentType.CENTER },
    },
    {
      id: CODE_STYLE,
      name: 'HTML Preformatted',
      basedOn: 'Normal',
      run: { font: MONO, size: SIZE.small },
      paragraph: { alignment: AlignmentType.LEFT, spacing: { line: 280 } },
    },
    {
      id: CLOSING_STYLE,
      name: 'Closing Lines',
      basedOn: 'Normal',
      run: { font: PLAIN, size: SIZE.small, color: GREY },
    },
    { id: 'CommentText', name: 'annotation text', basedOn: 'Normal', run: { size: SIZE.small } },
    ...Array.from({ length: CONTINUE_LEVELS }, (_, level) => ({
      id: continueStyle(level),
      name: level === 0 ? 'List Continue' : `List Continue ${level + 1}`,
      basedOn: 'Normal',
      paragraph: { indent: { left: INDENT * (level + 1) } },
    })),
  ],
  characterStyles: [
    { id: CODE_RUN_STYLE, name: 'HTML Code', run: { font: MONO } },
    { id: 'CommentReference', name: 'annotation reference', run: { size: SIZE.note } },
  ],
}

function heading(at: number) {
  return {
    run: { font: HEAD, size: HEADINGS[at] ?? SIZE.body, bold: true },
    paragraph: { spacing: { before: 240, after: 120 }, alignment: AlignmentType.LEFT, keepNext: true },
  }
}

const BULLETS = ['•', '◦', '▪'] as const
const NUMBERS = [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN] as const

/** A list's own numbering; `start` is that of its level. */
export function listNumbering(reference: string, ordered: boolean, level: number, start: number): NumberingDefinition {
  return {
    reference,
    levels: Array.from({ length: LIST_LEVELS }, (_, at) => ({
      level: at,
      format: ordered ? (NUMBERS[at % NUMBERS.length] ?? LevelFormat.DECIMAL) : LevelFormat.BULLET,
      text: ordered ? `%${at + 1}.` : (BULLETS[at % BULLETS.length] ?? '•'),
      alignment: AlignmentType.LEFT,
      start: at === level ? start : 1,
      style: { paragraph: { indent: { left: INDENT * (at + 1), hanging: INDENT } } },
    })),
  }
}
