/** 原件: what the version on screen was read from, beside it. Mails without anything that acts, files as the viewer shows them. */
import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { Pane } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { FileInPlace } from '@renderer/features/files/file-viewer'
import { useViewState } from '@renderer/state/view-state'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { useMemo } from 'react'
import { MailBody } from './mail-body'
import { PlainDocument } from './plain-document'
import { TextSkeleton } from './review-skeleton'
import { ORIGINAL_PANE } from './use-open-original'
import type { Original } from './use-original'
import classes from './original-pane.module.css'

export function OriginalPane({ original }: { readonly original: Original }) {
  const t = useText()
  const close = (): void => {
    useViewState.getState().set({ originalShown: false })
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid="open-original"]')?.focus())
  }
  const title = original.kind === 'mail' ? t('review.original.mail') : original.file.filename
  return (
    // Esc from anywhere inside; the button does the same for who does not know.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      id={ORIGINAL_PANE}
      className={classes['pane']}
      tabIndex={-1}
      aria-label={`${t('review.original')}: ${title}`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        close()
      }}
      data-testid="original-pane"
    >
      <Pane
        head={
          <header className={classes['head']}>
            <span className={classes['kind']}>{t('review.original')}</span>
            <span className={classes['title']} title={title}>
              {title}
            </span>
            <ActionIcon variant="subtle" color="gray" size={26} aria-label={t('action.close')} onClick={close}>
              <IconX size={16} />
            </ActionIcon>
          </header>
        }
      >
        {original.kind === 'mail' ? (
          <div className={classes['body']}>
            <MailBody key={original.hash} hash={original.hash} />
          </div>
        ) : (
          <div className={classes['body']}>
            <FileInPlace
              key={JSON.stringify(original.file.ref)}
              file={original.file}
              otherwise={<AsReadIn versionId={original.versionId} />}
            />
          </div>
        )}
      </Pane>
    </section>
  )
}

/** What was read from a file that cannot be shown as it is. */
function AsReadIn({ versionId }: { readonly versionId: string }) {
  const t = useText()
  const loaded = useCoreQuery(['manuscripts', 'original', versionId], (client) =>
    client.manuscripts.original({ versionId }),
  )
  const json = loaded.data?.json
  const node = useMemo(() => (json === undefined ? null : manuscriptSchema.nodeFromJSON(JSON.parse(json))), [json])
  if (node === null) return loaded.error === null ? <TextSkeleton /> : <ErrorNotice error={loaded.error} always />
  return (
    <>
      <p className={classes['notice']}>{t('review.original.converted')}</p>
      <PlainDocument document={node} />
    </>
  )
}
