/**
 * Reads the plain answers to a FETCH, which are one of every mail of a first sync: ImapFlow parses each, writes it out again
 * for a log that nobody keeps, and compiles the names of its items, which takes longer than all the rest of the line.
 * What is not plain is left to ImapFlow.
 */
import type { ImapFlow } from 'imapflow'

/** What one answer says of a mail. */
export interface FetchLine {
  readonly uid: number
  readonly size: number | null
  readonly flags: readonly string[] | null
  /** As the server wrote it. */
  readonly internalDate: string | null
  readonly source: Uint8Array | null
}

/** Bytes of an answer without its literal; a longer one is not plain. */
export const PLAIN_LINE_MAX = 4_096

const BEGINNING = /^\* [0-9]{1,10} FETCH \(/
const ITEMS = {
  uid: /UID ([0-9]{1,10})(?= |\)$)/y,
  size: /RFC822\.SIZE ([0-9]{1,15})(?= |\)$)/y,
  flags: /FLAGS \(([!#$&'+-Z\\^-z|~ ]*)\)(?= |\)$)/y,
  internalDate: /INTERNALDATE "([0-9A-Za-z :+-]{1,40})"(?= |\)$)/y,
  modseq: /MODSEQ \([0-9]{1,20}\)(?= |\)$)/y,
  // The line break is part of the line: what follows a literal goes on after it.
  source: /BODY\[\] \{([0-9]{1,15})\}\r\n(?= |\)$)/y,
} as const
type Item = keyof typeof ITEMS
const NAMES = Object.keys(ITEMS) as Item[]

/** A plain answer, or null. `literals`: the literals of the line, which stand in it as `{123}` and a line break. */
export function readFetchLine(payload: Buffer, literals: readonly Uint8Array[]): FetchLine | null {
  if (payload.length > PLAIN_LINE_MAX || literals.length > 1) return null
  const line = payload.toString('latin1')
  const began = BEGINNING.exec(line)
  if (began === null) return null
  const items = new Map<Item, string>()
  let at = began[0].length
  for (;;) {
    const found = itemAt(line, at)
    if (found === null || items.has(found.name)) return null
    items.set(found.name, found.value)
    at = found.end
    if (at === line.length - 1) break
    at += 1
  }
  const uid = Number(items.get('uid') ?? 0)
  const [literal = null] = literals
  const literalSize = items.get('source')
  if (uid === 0 || (literalSize === undefined) !== (literal === null)) return null
  if (literal !== null && literal.byteLength !== Number(literalSize)) return null
  const size = items.get('size')
  const flags = items.get('flags')
  return {
    uid,
    size: size === undefined ? null : Number(size),
    flags: flags === undefined ? null : flags.split(' ').filter((flag) => flag !== ''),
    internalDate: items.get('internalDate') ?? null,
    source: literal,
  }
}

function itemAt(
  line: string,
  at: number,
): { readonly name: Item; readonly value: string; readonly end: number } | null {
  for (const name of NAMES) {
    const pattern = ITEMS[name]
    pattern.lastIndex = at
    const match = pattern.exec(line)
    if (match !== null) return { name, value: match[1] ?? '', end: pattern.lastIndex }
  }
  return null
}

/** ImapFlow's own handling of one answer; not in its types. */
interface Answers {
  handleResponse?: (answer: { readonly payload: Buffer; readonly literals: readonly Buffer[] }) => Promise<boolean>
}

const GOES_ON = Promise.resolve(true)

/**
 * Has `take` see the plain answers that come while `run` runs its one command. What it returns false for, and what is not
 * plain, goes ImapFlow's way.
 */
export async function readingFetchLines<T>(
  flow: ImapFlow,
  take: (line: FetchLine) => boolean,
  run: () => Promise<T>,
): Promise<T> {
  const answers = flow as unknown as Answers
  const usual = answers.handleResponse
  if (usual === undefined) return run()
  answers.handleResponse = (answer) => {
    const line = readFetchLine(answer.payload, answer.literals)
    return line !== null && take(line) ? GOES_ON : usual.call(answers, answer)
  }
  try {
    return await run()
  } finally {
    // The method of its class shows again.
    delete answers.handleResponse
  }
}
