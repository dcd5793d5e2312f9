/** `author erase ID [--yes] [--ground GROUND]`: what erasing a person's data takes and leaves; with `--yes` it is done. */
import type { ErasureGround, ErasurePreview } from '@shared/domain/erasure'
import { eraseAuthor, previewErasure } from '../workflow/erase-author'
import { feedIndex } from '../workflow/search'
import { authorNamed } from './author'
import type { Cli, Outcome } from './command'
import { oneLine } from './text-columns'
import { readDesk, writeDesk } from './with-desk'

/** `ground`: null shows what would go and changes nothing. */
export function authorEraseCommand(cli: Cli, named: string, ground: ErasureGround | null): Promise<Outcome> {
  if (ground === null) {
    return readDesk(cli, (context) => {
      const preview = previewErasure(context, authorNamed(context, named))
      return { json: preview, text: () => sayPreview(cli, preview) }
    })
  }
  return writeDesk(cli, async (context) => {
    const erased = await eraseAuthor(context, authorNamed(context, named), ground)
    await feedIndex(context)
    const { events: count, mails, blobs, swept } = erased
    const text = (): string =>
      [cli.say('erasure.done', { count, mails, blobs }), ...(swept ? [] : [cli.say('erasure.unswept')])].join('\n')
    return { json: erased, text }
  })
}

function sayPreview({ say }: Cli, preview: ErasurePreview): string {
  const name = oneLine(preview.name) || say('author.nameless')
  return [
    say('erasure.goes', { name }),
    ...preview.goes.map(({ what, count }) => `  ${say(`erasure.goes.${what}`, { count })}`),
    say('erasure.stays'),
    ...preview.stays.map(
      ({ what, why, count }) =>
        `  ${say('erasure.kept', { what: say(`erasure.stays.${what}`, { count }), why: say(`erasure.why.${why}`) })}`,
    ),
    say('erasure.unreached'),
    ...preview.unreached.map((what) => `  ${say(`erasure.unreached.${what}`)}`),
    ...preview.hindrances.map(({ code, count }) => say(`refusal.${code}`, { count })),
    say('erasure.how'),
  ].join('\n')
}
