/** `author ID`: one author's record and timeline. The timeline's sentences are the window's: it is in the JSON only. */
import { factFieldSchema, type AuthorRecord } from '@shared/domain/author'
import { authorOfAddress, getAuthor } from '../store/repositories/authors'
import { authorRecord } from '../workflow/authors'
import type { DeskContext } from '../workflow/context'
import { localDate } from '../workflow/local-date'
import type { Cli, Outcome } from './command'
import { CommandFailure } from './failure'
import { isoTime, isoTimes } from './iso-times'
import { columns, oneLine } from './text-columns'
import { readDesk } from './with-desk'

export function authorCommand(cli: Cli, named: string): Promise<Outcome> {
  return readDesk(cli, (context) => {
    const record = authorRecord(context, authorNamed(context, named))
    return { json: isoTimes(record), text: () => sayRecord(cli, record, context.zone) }
  })
}

/** The record as paragraphs: who it is, what is known, pieces, what binds them, notes, what is next; those that say something. */
function sayRecord(cli: Cli, record: AuthorRecord, zone: string): string {
  const { say } = cli
  const { author } = record
  const head = say('cli.show.author', {
    name: oneLine(author.name) || say('author.nameless'),
    address: record.addresses.map(oneLine).join(', '),
    identity: say(`identity.${author.identity}`),
    accepted: say('author.accepted', { accepted: author.acceptedCount, total: author.submissionCount }),
    wechat: say(`wechat.${author.wechat}`),
  })
  const pieces = record.submissions.map((piece) => [
    piece.number,
    say(`state.${piece.state}`),
    localDate(piece.receivedAt, zone),
    oneLine(piece.title) || say('title.none'),
  ])
  const notes = record.notes.map((note) => [
    isoTime(note.happenedAt ?? note.at),
    say(`channel.${note.channel}`),
    oneLine(note.text),
  ])
  const next = record.followUps
    .filter(({ state }) => state === 'open')
    .map(({ due, purpose, text }) => {
      const what = purpose === 'other' ? oneLine(text) : say(`follow-up.${purpose}`)
      return say('follow-up.by', { date: due, text: what })
    })
  return [
    [head, columns(knownOf(cli, record))],
    [columns(pieces)],
    [columns(boundBy(cli, record))],
    [columns(notes)],
    next,
  ]
    .map((lines) => lines.filter((line) => line !== '').join('\n'))
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
}

/** What is known of a person besides the axes: a label and a value a line. */
function knownOf({ say }: Cli, record: AuthorRecord): string[][] {
  const facts = record.facts.map(({ field, value }) => {
    const known = factFieldSchema.safeParse(field)
    return [known.success ? say(`fact.${known.data}`) : oneLine(field.replace(/^own:/u, '')), oneLine(value)]
  })
  return [
    [say('author.pen-names'), record.penNames.map(oneLine).join(say('cli.comma'))],
    ...facts,
    [say('author.tags'), record.tags.map(oneLine).join(say('cli.comma'))],
  ].filter(([, value]) => value !== '')
}

/** The entry of the internal list that stands, and the sanctions, the newest first. */
function boundBy({ say }: Cli, { listings, basis }: AuthorRecord): string[][] {
  return [
    ...listings
      .filter(({ endedAt }) => endedAt === null)
      .map(({ level, reviewOn, reason }) => [
        say('listing.title'),
        say(`listing.${level}`),
        say('listing.review-on', { date: reviewOn }),
        oneLine(reason),
      ]),
    ...basis.history.map(({ measure, state, accountName, reason }) => [
      say(`measure.${measure}`),
      say(`sanction-state.${state}`),
      oneLine(accountName),
      oneLine(reason),
    ]),
  ]
}

/** The author that is meant by an id or an address. */
export function authorNamed({ db }: DeskContext, named: string): string {
  const wanted = named.trim()
  if (getAuthor(db, wanted) !== null) return wanted
  const id = authorOfAddress(db, wanted.toLowerCase())
  if (id === null) throw new CommandFailure('no-such-author', { id: named })
  return id
}
