/** What a file would become, before anything is recorded: how it begins, and what the import has to say. */
import { useText } from '@renderer/app/i18n'
import { useCoreConnection } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { ScrollRegion } from '@renderer/components/scroll-region'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useMemo } from 'react'
import { upload } from './upload'
import classes from './dialogs.module.css'

/** A pause in typing after which the words are looked at. */
const SETTLED = 400

export function Glance({ file, onTitle }: { readonly file: File | null; readonly onTitle: (title: string) => void }) {
  const t = useText()
  const connection = useCoreConnection()
  // A pasted text is a new file at every key.
  const identity = useMemo(() => (file === null ? null : `${file.name} ${file.size} ${file.lastModified}`), [file])
  const [settled] = useDebouncedValue(file, SETTLED)
  const glance = useQuery({
    queryKey: ['manuscripts', 'glance', identity],
    enabled: settled !== null && settled === file,
    gcTime: 0,
    retry: false,
    queryFn: async () => {
      if (settled === null) throw new Error('nothing to look at')
      const client = await connection.client()
      const uploadId = await upload(client, settled)
      try {
        return await client.files.glance({ uploadId })
      } finally {
        await client.files.dropUpload({ uploadId })
      }
    },
  })
  const found = glance.data
  const tell = useEffectEvent((title: string) => onTitle(title))
  useEffect(() => {
    if (found?.kind === 'readable') tell(found.title)
  }, [found])
  if (file === null) return null
  if (found === undefined) {
    return glance.error === null ? (
      <output className={classes['hint']}>{t('new.reading')}</output>
    ) : (
      <ErrorNotice error={glance.error} always />
    )
  }
  if (found.kind === 'refused') {
    return (
      <p className={classes['hint']} data-testid="new-refused">
        {t('new.unreadable', { reason: t(`conversion.${found.refusal.code}`) })}
      </p>
    )
  }
  return (
    <div data-testid="new-glance">
      <p className={classes['hint']}>{t('words.count', { count: found.words })}</p>
      <ScrollRegion className={classes['glance'] ?? ''} label={t('new.beginning')}>
        {found.beginning}
      </ScrollRegion>
      {found.report.map((note, index) => (
        <p key={`${note.code} ${index}`} className={classes['hint']}>
          {t(`import-note.${note.code}`)}
          {note.detail === '' ? '' : ` ${note.detail}`}
        </p>
      ))}
    </div>
  )
}
