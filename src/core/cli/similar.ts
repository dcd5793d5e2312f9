/** `similar ID`: other submissions that say much the same, the most alike first. */
import { listSimilar } from '../store/repositories/similar'
import type { Cli, Outcome } from './command'
import { submissionNamed } from './find-submission'
import { columns, oneLine } from './text-columns'
import { readDesk } from './with-desk'

/** SQLite's way of saying that there is no limit. */
const ALL = -1

export function similarCommand(cli: Cli, named: string): Promise<Outcome> {
  return readDesk(cli, ({ db }) => {
    const rows = listSimilar(db, submissionNamed(db, named), ALL)
    return {
      json: { matches: rows.map(({ submissionId, score }) => ({ id: submissionId, score: rounded(score) })) },
      text: () =>
        rows.length === 0
          ? cli.say('cli.similar.none')
          : columns(
              rows.map(({ number, score, title, authorName }) => [
                `${Math.round(score * 100)}%`,
                number,
                oneLine(authorName) || cli.say('author.nameless'),
                oneLine(title) || cli.say('title.none'),
              ]),
            ),
    }
  })
}

function rounded(score: number): number {
  return Math.round(score * 1000) / 1000
}
