/** A file that a stranger sent, looked at inside the window: a picture, a PDF, the beginning of a text. Nothing in it acts. */
import { Button, Group, Modal } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconDeviceFloppy, IconExternalLink } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { ScrollRegion } from '@renderer/components/scroll-region'
import { useFilesView, type NamedRef } from '@renderer/state/files-view'
import type { ReadyFile } from '@shared/domain/file'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { OpenOutside } from './open-outside'
import { useSaveFile } from './use-save-file'
import classes from './file-viewer.module.css'

/** pdf.js is large: it is loaded with the first PDF. */
const PdfView = lazy(async () => ({ default: (await import('./pdf-view')).PdfView }))

export function FileViewer() {
  const shown = useFilesView((state) => state.shown)
  const show = useFilesView((state) => state.show)
  return (
    <Modal
      opened={shown !== null}
      onClose={() => show(null)}
      title={shown?.filename ?? ''}
      size={920}
      classNames={{ title: classes['title'] ?? '' }}
      attributes={{ content: { 'data-testid': 'file-viewer' } }}
    >
      {shown !== null && <Shown key={JSON.stringify(shown.ref)} file={shown} />}
    </Modal>
  )
}

/** The same in a column of the page; `otherwise` stands where the viewer has nothing to show. */
export function FileInPlace({ file, otherwise }: { readonly file: NamedRef; readonly otherwise: ReactNode }) {
  return <Shown file={file} otherwise={otherwise} />
}

function Shown({ file, otherwise }: { readonly file: NamedRef; readonly otherwise?: ReactNode }) {
  const t = useText()
  const format = useFormat()
  const [opening, setOpening] = useState(false)
  const save = useSaveFile()
  const ready = useCoreQuery(['messages', 'ready', file.ref], (client) => client.files.ready({ file: file.ref }))
  return (
    <>
      <Group justify="space-between" className={classes['tools'] ?? ''}>
        <span className={classes['facts']}>
          {ready.data !== undefined && format.bytes(ready.data.size)}
          {ready.data?.danger === 'program' && <strong>{t('file.danger.program')}</strong>}
          {ready.data?.danger === 'macro' && <strong>{t('file.danger.macro')}</strong>}
        </span>
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconDeviceFloppy size={15} aria-hidden="true" />}
            disabled={ready.data === undefined}
            onClick={() => save(file)}
            data-testid="file-save"
          >
            {t('file.save')}
          </Button>
          {ready.data !== undefined && ready.data.danger !== 'program' && (
            <Button
              variant="default"
              leftSection={<IconExternalLink size={15} aria-hidden="true" />}
              onClick={() => setOpening(true)}
              data-testid="file-open-outside"
            >
              {t('file.open-outside')}
            </Button>
          )}
        </Group>
      </Group>
      <ErrorNotice error={ready.error} always />
      {ready.data !== undefined &&
        (ready.data.preview === 'none' && otherwise !== undefined ? otherwise : <Preview file={ready.data} />)}
      {ready.data === undefined && ready.error === null && (
        <output className={classes['notice']}>{t('file.opening')}</output>
      )}
      {opening && ready.data !== undefined && (
        <OpenOutside file={file} danger={ready.data.danger} onClose={() => setOpening(false)} />
      )}
    </>
  )
}

function Preview({ file }: { readonly file: ReadyFile }) {
  const t = useText()
  const { ref, width } = useElementSize()
  return (
    <div ref={ref} className={classes['preview']} data-testid="file-preview" data-kind={file.preview}>
      {file.preview === 'image' && (
        <img className={classes['picture']} src={`app://blob/${file.sha256}`} alt={file.filename} />
      )}
      {file.preview === 'text' && <TextView file={file} />}
      {file.preview === 'pdf' && width > 0 && (
        <Suspense fallback={<output className={classes['notice']}>{t('file.opening')}</output>}>
          <PdfView file={file} width={Math.floor(width)} />
        </Suspense>
      )}
      {file.preview === 'none' && (
        <p className={classes['notice']}>
          {t(file.danger === 'program' ? 'file.no-preview-program' : 'file.no-preview')}
        </p>
      )}
    </div>
  )
}

/** As plain characters in a text node: markup of any kind stays what it is, text. */
function TextView({ file }: { readonly file: ReadyFile }) {
  const t = useText()
  const text = useCoreQuery(['messages', 'text', file.sha256], (client) => client.files.text({ sha256: file.sha256 }))
  if (text.data === undefined) return <ErrorNotice error={text.error} always />
  const { guessed, truncated } = text.data
  return (
    <>
      {guessed !== null && <p className={classes['hint']}>{t('file.text-guessed', { encoding: guessed })}</p>}
      <ScrollRegion className={classes['text'] ?? ''} label={file.filename} testId="file-text">
        {text.data.text}
      </ScrollRegion>
      {truncated && <p className={classes['hint']}>{t('file.text-truncated')}</p>}
    </>
  )
}
