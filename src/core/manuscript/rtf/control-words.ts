/** Control words that stand for characters, and destinations by name (RTF 1.9.1). */
import type { RtfDestination } from './state'

export const CHARACTER_WORDS: ReadonlyMap<string, string> = new Map([
  ['tab', ' '],
  ['emdash', '—'],
  ['endash', '–'],
  ['emspace', '\u2003'],
  ['enspace', '\u2002'],
  ['qmspace', ' '],
  ['bullet', '•'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
])

/** Destinations that hold no text of the manuscript, known without `\*` before them. */
const SKIPPED = [
  'colortbl',
  'info',
  'header',
  'headerl',
  'headerr',
  'headerf',
  'footer',
  'footerl',
  'footerr',
  'footerf',
  'ftnsep',
  'ftnsepc',
  'ftncn',
  'aftnsep',
  'aftnsepc',
  'aftncn',
  'nonshppict',
  'shprslt',
  'nonesttables',
  'objdata',
  'objclass',
  'objname',
  'xe',
  'tc',
  'tcn',
  'rxe',
  'private1',
  'template',
  'filetbl',
]

/** Where the text of a group goes that begins with the word. */
export const DESTINATIONS: ReadonlyMap<string, RtfDestination> = new Map<string, RtfDestination>([
  ...SKIPPED.map((name) => [name, 'skip'] as const),
  ['fonttbl', 'fonts'],
  ['stylesheet', 'styles'],
  ['listtable', 'lists'],
  ['listoverridetable', 'list-overrides'],
  ['revtbl', 'authors'],
  ['pict', 'picture'],
  ['field', 'field'],
  ['fldinst', 'field-code'],
  ['listtext', 'list-text'],
  ['pntext', 'list-text'],
  ['pn', 'old-list'],
  ['shpinst', 'shape'],
  ['picprop', 'shape'],
  ['sn', 'property-name'],
  ['sv', 'property-value'],
  ['atnauthor', 'comment-author'],
  ['atrfstart', 'comment-start'],
  ['atrfend', 'comment-end'],
  ['atnref', 'comment-ref'],
  ['atndate', 'comment-date'],
  ['atnparent', 'comment-parent'],
])

/** Groups that may be ignored (`\*`) and hold text of the manuscript all the same. */
export const TRANSPARENT: ReadonlySet<string> = new Set(['shppict'])
