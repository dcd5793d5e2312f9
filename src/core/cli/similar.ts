/** `similar ID`: other submissions and published articles that say much the same, the most alike first. */
import { listArticleMatches } from '../store/repositories/published'
import { listSimilar } from '../store/repositories/similar'
import type { Cli, Outcome } from './command'
import { submissionNamed } from './find-submission'
import { columns, oneLine } from './text-columns'
import { readDesk } from './with-desk'

/** SQLite's way of saying that there is no limit. */
const ALL = -1

export function similarCommand(cli: Cli, named: string): Promise<Outcome> {
  return readDesk(cli, ({ db }) => {
    const submissionId = submissionNamed(db, named)
    const pieces = listSimilar(db, submissionId, ALL).map((row) => ({
      json: { id: row.submissionId, score: rounded(row.score) },
      line: [percent(row.score), row.number, oneLine(row.authorName) || cli.say('author.nameless'), titled(row.title)],
      score: row.score,
    }))
    const articles = listArticleMatches(db, submissionId, ALL).map((row) => ({
      json: { id: row.articleId, score: rounded(row.score), kind: 'published', title: row.title, url: row.url },
      line: [percent(row.score), cli.say('cli.similar.published'), oneLine(row.author), titled(row.title)],
      score: row.score,
    }))
    const matches = [...pieces, ...articles].toSorted((a, b) => b.score - a.score)
    return {
      json: { matches: matches.map(({ json }) => json) },
      text: () => (matches.length === 0 ? cli.say('cli.similar.none') : columns(matches.map(({ line }) => line))),
    }
  })

  function titled(title: string): string {
    return oneLine(title) || cli.say('title.none')
  }
}

function percent(score: number): string {
  return `${Math.round(score * 100)}%`
}

function rounded(score: number): number {
  return Math.round(score * 1000) / 1000
}
