/** `author ID`: one author's record and timeline. */
import { authorOfAddress, getAuthor } from '../store/repositories/authors'
import { authorRecord } from '../workflow/authors'
import type { DeskContext } from '../workflow/context'
import type { Cli, Outcome } from './command'
import { CommandFailure } from './failure'
import { isoTime, isoTimes } from './iso-times'
import { columns, oneLine } from './text-columns'
import { readDesk } from './with-desk'

export function authorCommand(cli: Cli, named: string): Promise<Outcome> {
  const { say } = cli
  return readDesk(cli, (context) => {
    const record = authorRecord(context, authorNamed(context, named))
    const { author } = record
    return {
      json: isoTimes(record),
      text: () =>
        [
          say('cli.show.author', {
            name: oneLine(author.name) || say('author.nameless'),
            address: record.addresses.map(oneLine).join(', '),
            identity: say(`identity.${author.identity}`),
            accepted: say('author.accepted', { accepted: author.acceptedCount, total: author.submissionCount }),
            wechat: say(`wechat.${author.wechat}`),
          }),
          columns(record.submissions.map((piece) => [piece.number, say(`state.${piece.state}`), oneLine(piece.title)])),
          ...record.notes.map(
            (note) => `${isoTime(note.at)}  ${say(`channel.${note.channel}`)}  ${oneLine(note.text)}`,
          ),
          ...record.followUps
            .filter(({ state }) => state === 'open')
            .map(({ due, purpose, text }) => {
              const what = purpose === 'other' ? oneLine(text) : say(`follow-up.${purpose}`)
              return say('follow-up.by', { date: due, text: what })
            }),
        ].join('\n'),
    }
  })
}

/** The author that is meant by an id or an address. */
function authorNamed({ db }: DeskContext, named: string): string {
  const wanted = named.trim()
  if (getAuthor(db, wanted) !== null) return wanted
  const id = authorOfAddress(db, wanted.toLowerCase())
  if (id === null) throw new CommandFailure('no-such-author', { id: named })
  return id
}
