/** Searching all mail, history included, and the titles of submissions. */
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { clearIndex, firstMatch, feedSearch, queryIndex, type SearchFiles } from '../search'
import { DESK_FILE } from '../store/desk-file'
import { finishFolding } from '../store/open-database'
import { getParsed, submissionOfMessage } from '../store/repositories/messages'
import { listSubmissions } from '../store/repositories/submissions'
import type { DeskContext } from './context'

/** Milliseconds that a worker feeds the index before other tasks have a turn. */
const FEED_SLICE = 250
/** UTF-16 units of a snippet, and how many of them stand before what was found. */
const SNIPPET_UNITS = 120
const SNIPPET_BEFORE = 30

export interface SearchHit {
  readonly kind: 'mail' | 'submission'
  /** Of a mail, the hash of its raw bytes. */
  readonly id: string
  readonly title: string
  /** Where it was found, in one line; of a submission, its number and author. */
  readonly snippet: string
  /** The submission that a mail belongs to; null for history and what was filed. */
  readonly submissionId: string | null
}

export interface SearchResult {
  readonly hits: SearchHit[]
  readonly milliseconds: number
}

/** Feeds the index with all that was read since, in workers. Throws when the disk is full; the next call goes on. */
export async function feedIndex(context: DeskContext, signal?: AbortSignal): Promise<void> {
  while (signal?.aborted !== true) {
    const run = await context.tasks.run('search-feed', { files: filesOf(context), budget: FEED_SLICE })
    // It folded the log as well, all but what was written meanwhile.
    if (run.ok) finishFolding(context.db)
    // A worker that died of it is tried again with the next batch.
    if (!run.ok || run.value.done) return
  }
}

/** Empties the index of all that it knows; `feedIndex` makes it again. */
export function forgetIndex(context: DeskContext): void {
  clearIndex(filesOf(context))
}

/** The same in place: for the command line, which reads beside the app and waits for nobody. */
export function feedIndexNow(context: DeskContext): void {
  feedSearch(filesOf(context), Number.POSITIVE_INFINITY)
}

/**
 * Submissions whose title, number or author has the query as it is written, then mails that have all its words, the best
 * first; at most `limit` in all. Words of one or two characters are found as well.
 */
export function searchMail(context: DeskContext, query: string, limit: number): SearchResult {
  const began = performance.now()
  const { db } = context
  const wanted = query.trim()
  if (wanted === '') return { hits: [], milliseconds: 0 }
  const submissions = listSubmissions(db, { filter: 'all', query: wanted, offset: 0, limit }).rows.map(
    (row): SearchHit => ({
      kind: 'submission',
      id: row.id,
      title: row.title,
      snippet: [row.number, row.author.name || row.author.address].join(' '),
      submissionId: row.id,
    }),
  )
  const mails = queryIndex(filesOf(context).searchFile, wanted, limit).flatMap(({ ref }): SearchHit[] => {
    const message = getParsed(db, ref)
    if (message === null) return []
    return [
      {
        kind: 'mail',
        id: ref,
        title: message.subject,
        snippet: snippetOf(message.text, wanted),
        submissionId: submissionOfMessage(db, ref),
      },
    ]
  })
  return {
    hits: [...submissions, ...mails].slice(0, limit),
    milliseconds: Math.round((performance.now() - began) * 100) / 100,
  }
}

function filesOf({ profileDir, deskId }: DeskContext): SearchFiles {
  return { deskFile: path.join(profileDir, DESK_FILE), searchFile: path.join(profileDir, 'search.db'), deskId }
}

function snippetOf(text: string, query: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const at = Math.max(0, firstMatch(line, query) - SNIPPET_BEFORE)
  // Never half of a pair.
  const cut = line.slice(at, at + SNIPPET_UNITS).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '')
  return `${at > 0 ? '…' : ''}${cut}${at + SNIPPET_UNITS < line.length ? '…' : ''}`
}
