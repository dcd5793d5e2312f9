/** The part of a timeline that is older than what the record shows at once, a page a press. */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { Timeline } from '@renderer/components/timeline'
import type { AuthorRecord, TimelineEntry } from '@shared/domain/author'
import { useState } from 'react'

export function OlderEntries({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const [pages, setPages] = useState<readonly TimelineEntry[]>([])
  const [more, setMore] = useState(record.timelineMore)
  const oldest = [...record.timeline, ...pages].reduce(
    (least, { seq }) => Math.min(least, seq),
    Number.MAX_SAFE_INTEGER,
  )
  const ask = useCoreCommand((client, before: number) =>
    client.authors.timeline({ authorId: record.author.id, before }),
  )
  return (
    <>
      {pages.length > 0 && <Timeline entries={pages} />}
      <ErrorNotice error={ask.error} onClose={ask.reset} />
      {more && (
        <Button
          variant="default"
          loading={ask.isPending}
          data-testid="timeline-older"
          onClick={() =>
            ask.mutate(oldest, {
              onSuccess: (page) => {
                setPages([...pages, ...page.entries])
                setMore(page.more)
              },
            })
          }
        >
          {t('author.timeline-older')}
        </Button>
      )}
    </>
  )
}
