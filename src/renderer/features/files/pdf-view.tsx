/** One page of a PDF at a time: what is in memory is one page, however many the file claims. */
import { ActionIcon, Group } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreConnection } from '@renderer/client/use-core'
import type { ReadyFile } from '@shared/domain/file'
import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useRef, useState } from 'react'
import { openPdf } from './pdf-document'
import { shownScale } from './shown-scale'
import classes from './file-viewer.module.css'

/** Pages that can be turned to. A book has fewer; a file that claims a million is no manuscript. */
const MAX_PAGES = 2_000
/** Milliseconds for opening and for drawing a page, after which the file is given up and its worker ended. */
const PATIENCE = 20_000
/** Characters of a page's text that are there for screen readers and search. */
const MAX_PAGE_TEXT = 20_000

type State =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly document: PDFDocumentProxy }
  | { readonly kind: 'failed'; readonly reason: 'password' | 'slow' | 'unreadable' }

export function PdfView({ file, width }: { readonly file: ReadyFile; readonly width: number }) {
  const t = useText()
  const connection = useCoreConnection()
  const [state, setState] = useState<State>({ kind: 'opening' })
  const [page, setPage] = useState(1)
  const { sha256, size } = file

  useEffect(() => {
    let closed = false
    let close = (): void => undefined
    let failed = false
    const fail = (reason: 'password' | 'slow' | 'unreadable'): void => {
      // The first reason counts: what is ended because of it fails as well.
      if (!closed && !failed) setState({ kind: 'failed', reason })
      failed = true
      close()
    }
    const patience = setTimeout(() => fail('slow'), PATIENCE)
    const open = async (): Promise<void> => {
      const client = await connection.client()
      if (closed) return
      const opened = openPdf(client, { sha256, size }, () => fail('unreadable'))
      close = opened.close
      opened.task.onPassword = () => fail('password')
      const document = await opened.task.promise
      if (!closed && !failed) setState({ kind: 'open', document })
    }
    open()
      .catch(() => fail('unreadable'))
      .finally(() => clearTimeout(patience))
    return () => {
      closed = true
      clearTimeout(patience)
      close()
    }
  }, [connection, sha256, size])

  if (state.kind === 'failed') return <p className={classes['notice']}>{t(`file.pdf.${state.reason}`)}</p>
  if (state.kind === 'opening') return <output className={classes['notice']}>{t('file.opening')}</output>
  const pages = Math.min(state.document.numPages, MAX_PAGES)
  return (
    <>
      <Group justify="center" gap="xs" className={classes['pager'] ?? ''}>
        <ActionIcon
          variant="default"
          size={28}
          aria-label={t('file.pdf.previous')}
          disabled={page <= 1}
          onClick={() => setPage(page - 1)}
          data-testid="pdf-previous"
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <output data-testid="pdf-page">{t('file.pdf.page', { page, pages })}</output>
        <ActionIcon
          variant="default"
          size={28}
          aria-label={t('file.pdf.next')}
          disabled={page >= pages}
          onClick={() => setPage(page + 1)}
          data-testid="pdf-next"
        >
          <IconChevronRight size={16} />
        </ActionIcon>
      </Group>
      <PdfPage
        key={page}
        document={state.document}
        page={page}
        width={width}
        onFailure={(reason) => setState({ kind: 'failed', reason })}
      />
    </>
  )
}

function PdfPage({
  document,
  page,
  width,
  onFailure,
}: {
  readonly document: PDFDocumentProxy
  readonly page: number
  readonly width: number
  readonly onFailure: (reason: 'slow' | 'unreadable') => void
}) {
  const t = useText()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [text, setText] = useState('')
  const [drawn, setDrawn] = useState(false)
  const failure = useRef(onFailure)

  useEffect(() => {
    const surface = canvas.current
    if (surface === null) return
    let left = false
    let drawing: RenderTask | null = null
    const patience = setTimeout(() => {
      drawing?.cancel()
      if (!left) failure.current('slow')
    }, PATIENCE)
    const draw = async (): Promise<void> => {
      const shown = await document.getPage(page)
      const natural = shown.getViewport({ scale: 1 })
      const scale = shownScale(natural, width, window.devicePixelRatio)
      if (left || scale === null) return
      const viewport = shown.getViewport({ scale: scale.drawn })
      surface.width = Math.ceil(viewport.width)
      surface.height = Math.ceil(viewport.height)
      surface.style.width = `${Math.ceil(natural.width * scale.shown)}px`
      drawing = shown.render({ canvas: surface, viewport, annotationMode: 0 })
      await drawing.promise
      const { items } = await shown.getTextContent()
      const words = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
      if (left) return
      setText(words.slice(0, MAX_PAGE_TEXT))
      setDrawn(true)
    }
    draw()
      .catch(() => {
        if (!left) failure.current('unreadable')
      })
      .finally(() => clearTimeout(patience))
    return () => {
      left = true
      clearTimeout(patience)
      drawing?.cancel()
    }
  }, [document, page, width])

  return (
    <>
      <canvas
        ref={canvas}
        className={classes['page']}
        aria-hidden="true"
        data-testid="pdf-canvas"
        data-drawn={drawn || undefined}
      />
      {/* The drawing says nothing to a screen reader; these are its words. */}
      <section className="visually-hidden" aria-label={t('file.pdf.page-label', { page })} data-testid="pdf-text">
        {text}
      </section>
    </>
  )
}
