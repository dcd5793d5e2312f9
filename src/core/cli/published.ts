/** `published import|list|remove`: the articles that the site has published, which submissions are compared with. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { getArticle, listArticles } from '../store/repositories/published'
import type { Cli, Outcome } from './command'
import { CommandFailure } from './failure'
import { isoTimes } from './iso-times'
import { columns, oneLine } from './text-columns'
import { readDesk, writeDesk } from './with-desk'

/** Milliseconds between two drawings of the progress. */
const DRAW_INTERVAL = 100
/** SQLite's way of saying that there is no limit. */
const ALL = -1

export async function publishedImportCommand(cli: Cli, paths: readonly string[]): Promise<Outcome> {
  const targets = paths.map((named) => path.resolve(cli.host.cwd, named))
  for (const target of targets) if (!existsSync(target)) throw new CommandFailure('path-not-found', { path: target })
  let drawn = 0
  const report = await writeDesk(cli, async (context) => {
    const { importPublished } = await import('../workflow/published')
    return importPublished(context, targets, ({ done, total }) => {
      const now = Date.now()
      if (!cli.host.logIsTerminal || (now - drawn < DRAW_INTERVAL && done !== total)) return
      drawn = now
      cli.host.log(`\r\u001B[K${cli.say('cli.published.importing', { done, total })}`)
    })
  })
  if (cli.host.logIsTerminal) cli.host.log('\r\u001B[K')
  const { imported, duplicates, refused, refusedCount } = report
  return {
    json: { imported, duplicates, refused },
    text: () => cli.say('cli.published.done', { count: imported, duplicates }),
    problem:
      refusedCount === 0
        ? undefined
        : refused
            .map(({ path: file, reason, detail }) =>
              cli.say('cli.import.refused', { path: file, reason: cli.say(`published.refused.${reason}`), detail }),
            )
            .join('\n'),
  }
}

export function publishedListCommand(cli: Cli): Promise<Outcome> {
  return readDesk(cli, ({ db }) => {
    const { rows } = listArticles(db, { query: '', offset: 0, limit: ALL })
    return {
      json: { articles: rows.map((row) => isoTimes(row)) },
      text: () =>
        rows.length === 0
          ? cli.say('cli.published.none')
          : columns(
              rows.map(({ id, title, author, publishedAt, url }) => [
                id,
                publishedAt === null ? '' : new Date(publishedAt).toISOString().slice(0, 10),
                oneLine(author),
                oneLine(title) || cli.say('title.none'),
                oneLine(url),
              ]),
            ),
    }
  })
}

export function publishedRemoveCommand(cli: Cli, ids: readonly string[]): Promise<Outcome> {
  return writeDesk(cli, async (context) => {
    const unknown = ids.find((id) => getArticle(context.db, id) === null)
    if (unknown !== undefined) throw new CommandFailure('no-such-article', { id: unknown })
    const { removePublished } = await import('../workflow/published')
    const removed = removePublished(context, [...new Set(ids)])
    return {
      json: { removed: removed.map(({ id }) => id) },
      text: () => cli.say('cli.published.removed', { count: removed.length }),
    }
  })
}
