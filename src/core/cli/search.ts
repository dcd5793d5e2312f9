/** `search QUERY [--limit N]`: all mail, history included, and the titles of submissions. */
import { feedIndexNow, searchMail } from '../workflow/search'
import type { Cli, Outcome } from './command'
import { columns, oneLine } from './text-columns'
import { readDesk } from './with-desk'

export function searchCommand(cli: Cli, query: string, limit: number): Promise<Outcome> {
  return readDesk(cli, (context) => {
    // Beside a running app as well: the index is a file of its own, and two may feed it.
    feedIndexNow(context)
    const result = searchMail(context, query, limit)
    return {
      json: result,
      text: () =>
        result.hits.length === 0
          ? cli.say('cli.search.none')
          : columns(
              result.hits.map((hit) => [
                cli.say(`cli.search.kind.${hit.kind}`),
                hit.id.slice(0, 12),
                oneLine(hit.title) || cli.say('title.none'),
                oneLine(hit.snippet),
              ]),
            ),
    }
  })
}
