/** What a mail says beside the link of a share: the file's name, its size, and when it is gone. */
import { findExpiries, MAX_EXPIRY_TEXT, type ExpiryMention } from './expiry-dates'
import { harmlessFilename } from './harmless-filename'

export interface SharePlace {
  readonly url: string
  /** In the text: from the link's first character to behind its last. */
  readonly start: number
  readonly end: number
}

export interface ShareNote {
  /** UTC milliseconds; null when the mail does not say, or says that it lasts. */
  readonly expiresAt: number | null
  readonly name: string | null
  /** Bytes, as exact as it was written (`38.2M`). */
  readonly size: number | null
}

/** How far from a link its note may stand, in characters: a card of a client has under 200. */
const REACH = 300

/** Lines between a link and its note: name, size and date may have one each. */
const REACH_LINES = 4

/** Shares of one mail whose notes are read: each is compared with the mentions around it. */
export const MAX_SHARES = 300

/** A sentence about all shares of a mail. */
const ABOUT_ALL = /以上|上述|所有|全部|均|这些|下列|以下|\ball\b|these/i

/**
 * Reads the notes of all places in a text; those of one address that follow one another are one share. Clients write
 * the note in the link, before it or after it: which, the first one shows.
 */
export function readShareNotes(
  text: string,
  places: readonly SharePlace[],
  sentAt: number | null,
): Map<string, ShareNote> {
  const shares = mergeNeighbours(places.filter((place) => place.start < MAX_EXPIRY_TEXT)).slice(0, MAX_SHARES)
  const notes = new Map<string, ShareNote>()
  if (shares.length === 0) return notes
  const mentions = findExpiries(text, sentAt)
  const free = mentions.filter((one) => !shares.some((share) => one.start >= share.start && one.start < share.end))
  const noteFirst = free.some(
    (one) => one.start < (shares[0]?.start ?? 0) && isNear(text, one.end, shares[0]?.start ?? 0),
  )
  const general = free.find((one) => ABOUT_ALL.test(lineAround(text, one.start)))
  for (const [index, share] of shares.entries()) {
    const from = Math.max(shares[index - 1]?.end ?? 0, share.start - REACH)
    const to = Math.min(shares[index + 1]?.start ?? text.length, share.end + REACH)
    const inside = mentions.find((one) => one.start >= share.start && one.start < share.end)
    const before = free.findLast(
      (one) => one.start >= from && one.end <= share.start && isNear(text, one.end, share.start),
    )
    const after = free.find((one) => one.start >= share.end && one.end <= to && isNear(text, share.end, one.start))
    const isLast = index === shares.length - 1
    const outside = noteFirst
      ? (before ?? (isLast ? after : undefined))
      : (after ?? (shares.length === 1 ? before : undefined))
    const expiry: ExpiryMention | undefined = inside ?? outside ?? general
    const file = fileIn(text.slice(share.start, share.end)) ?? fileIn(nearLines(text, from, share.start, to, noteFirst))
    const known = notes.get(share.url)
    notes.set(share.url, {
      expiresAt: known?.expiresAt ?? expiry?.at ?? null,
      name: known?.name ?? file?.name ?? null,
      size: known?.size ?? file?.size ?? null,
    })
  }
  return notes
}

function mergeNeighbours(places: readonly SharePlace[]): SharePlace[] {
  const merged: SharePlace[] = []
  for (const place of [...places].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last !== undefined && (last.url === place.url || place.start < last.end)) {
      merged[merged.length - 1] = { ...last, end: Math.max(last.end, place.end) }
    } else {
      merged.push(place)
    }
  }
  return merged
}

function isNear(text: string, end: number, start: number): boolean {
  const between = text.slice(end, start)
  return between.length <= REACH && between.split('\n').filter((line) => line.trim() !== '').length <= REACH_LINES
}

function lineAround(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  return text.slice(Math.max(start, at - REACH), Math.min(end === -1 ? text.length : end, at + REACH))
}

/** The link's own line, and the lines beside it on the side where notes stand. */
function nearLines(text: string, from: number, start: number, to: number, noteFirst: boolean): string {
  const around = text.slice(from, to)
  const at = start - from
  const lineStart = around.lastIndexOf('\n', at - 1) + 1
  const above = around
    .slice(0, lineStart)
    .split('\n')
    .filter((line) => line.trim() !== '')
  const own = around.slice(lineStart)
  const lines = own.split('\n').filter((line) => line.trim() !== '')
  // The nearest line is read first on either side.
  const nearest = above.toReversed().slice(0, REACH_LINES - 1)
  return [lines[0] ?? '', ...(noteFirst ? nearest : [...lines.slice(1, REACH_LINES), ...nearest.slice(0, 2)])].join(
    '\n',
  )
}

const FILE_NAME =
  /(?:^|文件名?\s?[:：]|附件\s?[:：]|名称\s?[:：]|file(?: ?name)?\s?[:：]|[:：]\s?|[《「『"“]|\s{2})\s?([^\n\\/:：*?"<>|《》「」『』“”]{1,150}\.(?:docx?|wps|pdf|rtf|odt|txt|md|html?|zip|rar|7z|tar|gz|tgz|pages|pptx?|xlsx?|csv|epub|jpe?g|png|gif|psd|ai|mp[34]|mov|avi|wav|indd))(?![A-Za-z0-9])/im
const FILE_SIZE = /(\d{1,5}(?:\.\d{1,3})?)\s?(GB|MB|KB|[GMK]|bytes?|字节|B)(?![A-Za-z])/i
const UNITS: Readonly<Record<string, number>> = { g: 1024 ** 3, m: 1024 ** 2, k: 1024, b: 1, 字: 1 }

function fileIn(text: string): { name: string | null; size: number | null } | null {
  const nameMatch = FILE_NAME.exec(text)
  const name = nameMatch === null ? null : harmlessFilename((nameMatch[1] ?? '').trim(), '')
  // A size is the file's when it stands behind its name; without a name, any is.
  const behind = nameMatch === null ? text : text.slice(nameMatch.index + nameMatch[0].length)
  const sizeMatch = FILE_SIZE.exec(behind.slice(0, REACH).replace(/https?:\/\/\S{0,500}/gi, ' '))
  const size =
    sizeMatch === null
      ? null
      : Math.round(Number(sizeMatch[1]) * (UNITS[(sizeMatch[2] ?? '')[0]?.toLowerCase() ?? ''] ?? 1))
  return name === null || name === '' ? (size === null ? null : { name: null, size }) : { name, size }
}
