/** The first paragraphs of a version, as text. */
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useMemo } from 'react'
import { firstParagraphs } from './first-paragraphs'
import classes from './inbox-preview.module.css'

export function PreviewText({ versionId }: { readonly versionId: string }) {
  const t = useText()
  const document = useCoreQuery(['manuscripts', 'document', versionId], (client) =>
    client.manuscripts.document({ versionId }),
  )
  const json = document.data?.json
  const excerpt = useMemo(() => (json === undefined ? null : firstParagraphs(json)), [json])
  if (document.error !== null) return <ErrorNotice error={document.error} always />
  if (excerpt === null) return null
  if (excerpt.blocks.length === 0) return <p className={classes['why']}>{t('inbox.no-text')}</p>
  return (
    <article className={classes['text']} data-more={excerpt.more || undefined}>
      {excerpt.blocks.map((block) =>
        block.heading ? <h3 key={block.id}>{block.text}</h3> : <p key={block.id}>{block.text}</p>,
      )}
    </article>
  )
}
