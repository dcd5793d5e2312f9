/**
 * Times in a finished file: `w:date` is what a clock shows, and Word shows it as it stands. So it is the clock of the desk's zone,
 * and beside it stands the real time, where newer Words look for it: `w16du:dateUtc` ([MS-DOCX] 2.2) at changes, a part of its
 * own for comments (2.5.8).
 */
import type { ZonedClock } from '@shared/zoned-clock'
import { wordTime } from './word-time'

const DU = 'http://schemas.microsoft.com/office/word/2023/wordml/word16du'
const EXTENSIBLE = 'word/commentsExtensible.xml'

/** A tag with its attributes: what an attribute or the text itself says is never taken for one. */
const DATED_TAG = /<w:[A-Za-z]+(?: [\w:]+="[^"]*")*/g

/** Whole seconds and no more. */
const DATE = / w:date="([^".Z]*)(?:\.\d+)?Z?"/

/** A part's text with its times as the clock shows them; none where nobody said one. `clock`: null for UTC alone. */
export function withTimes(text: string, clock: ZonedClock | null): string {
  let real = false
  const timed = text.replace(DATED_TAG, (tag) =>
    tag.replace(DATE, (_, said: string) => {
      if (said < '0002') return ''
      if (clock === null) return ` w:date="${said}Z"`
      real = true
      return ` w:date="${wordTime(clock.readingAt(Date.parse(`${said}Z`)))}" w16du:dateUtc="${said}Z"`
    }),
  )
  return real ? withNamespace(timed) : timed
}

/** The root declares the namespace, and that who does not know it may pass over it. */
function withNamespace(text: string): string {
  return text.replace(/<w:(?:document|footnotes|comments)\b[^>]*/, (root) => {
    const ignorable = root.includes(' mc:Ignorable="')
      ? root.replace(' mc:Ignorable="', ' mc:Ignorable="w16du ')
      : `${root} mc:Ignorable="w16du" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
    return `${ignorable} xmlns:w16du="${DU}"`
  })
}

export interface CommentTime {
  readonly durableId: string
  /** UTC milliseconds. */
  readonly at: number
}

/** The package with the part that says when comments were really made. */
export function withCommentTimes(
  parts: ReadonlyMap<string, Uint8Array>,
  times: readonly CommentTime[],
): ReadonlyMap<string, Uint8Array> {
  if (times.length === 0) return parts
  const entries = times
    .map(
      ({ durableId, at }) =>
        `<w16cex:commentExtensible w16cex:durableId="${durableId}" w16cex:dateUtc="${wordTime(at)}"/>`,
    )
    .join('')
  const part = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w16cex:commentsExtensible xmlns:w16cex="http://schemas.microsoft.com/office/word/2018/wordml/cex">${entries}</w16cex:commentsExtensible>`
  const more = new Map(parts)
  more.set(EXTENSIBLE, Buffer.from(part, 'utf8'))
  insert(
    more,
    '[Content_Types].xml',
    '</Types>',
    `<Override PartName="/${EXTENSIBLE}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtensible+xml"/>`,
  )
  insert(
    more,
    'word/_rels/document.xml.rels',
    '</Relationships>',
    '<Relationship Id="commentsExtensible" Type="http://schemas.microsoft.com/office/2018/08/relationships/commentsExtensible" Target="commentsExtensible.xml"/>',
  )
  return more
}

function insert(parts: Map<string, Uint8Array>, name: string, before: string, element: string): void {
  const bytes = parts.get(name)
  if (bytes === undefined) throw new Error(`the library wrote no ${name}`)
  parts.set(
    name,
    Buffer.from(
      Buffer.from(bytes)
        .toString('utf8')
        .replace(before, element + before),
      'utf8',
    ),
  )
}
