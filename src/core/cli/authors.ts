/** `authors`: the directory, who wrote last first. */
import { listAuthors } from '../store/repositories/authors'
import type { Cli, Outcome } from './command'
import { isoTimes } from './iso-times'
import { columns, oneLine } from './text-columns'
import { readDesk } from './with-desk'

/** SQLite's way of saying that there is no limit. */
const ALL = -1

export function authorsCommand(cli: Cli): Promise<Outcome> {
  const { say } = cli
  return readDesk(cli, ({ db }) => {
    const { rows } = listAuthors(db, { query: '', filter: 'all', offset: 0, limit: ALL })
    return {
      json: isoTimes(rows.map(withoutFirstSeen)),
      text: () =>
        columns(
          rows.map((author) => [
            oneLine(author.name) || say('author.nameless'),
            say(`identity.${author.identity}`),
            say('author.accepted', { accepted: author.acceptedCount, total: author.submissionCount }),
            say('cli.authors.wechat', { wechat: say(`wechat.${author.wechat}`) }),
            author.listing === null ? '' : say(`listing.${author.listing}`),
            oneLine(author.address),
            author.nextDue === null ? '' : say('authors.due', { date: author.nextDue }),
            author.tags.map(oneLine).join(say('cli.comma')),
          ]),
        ),
    }
  })
}

/** When an author was first seen is in the record of each. */
function withoutFirstSeen<T extends object>(author: T & { readonly firstSeenAt?: number }): object {
  const { firstSeenAt: _, ...row } = author
  return row
}
