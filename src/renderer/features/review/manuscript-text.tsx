/** The text with its marks, and the way from mark to card and back. */
import { notifications } from '@mantine/notifications'
import { useKeys } from '@renderer/app/keys'
import { useText, type Say } from '@renderer/app/i18n'
import { useReportError } from '@renderer/components/report-error'
import { MAX_PICTURES_AT_ONCE, type KeptPicture } from '@renderer/editor/pictures'
import { useKeepPicture } from '@renderer/features/piece/use-keep-picture'
import { backTo } from '@renderer/editor/back-to'
import { bringIntoView } from '@renderer/editor/bring-into-view'
import { ManuscriptEditor, type ManuscriptHandle } from '@renderer/editor/manuscript-editor'
import { MAX_PASTED_PICTURE_BYTES, type RefusedPictures } from '@renderer/editor/pasted-pictures'
import { setMarks } from '@renderer/editor/text-marks'
import { documentJson } from '@shared/manuscript/document-json'
import { useEffect, useMemo, useRef, useState } from 'react'
import { PATTERN_MAX } from '@shared/manuscript/find'
import { FindBar, type FindOpened } from './find-bar'
import { BlockButton } from './block-button'
import { MarkGutter } from './mark-gutter'
import { offerTextUndo } from './offer-text-undo'
import { useReview, type ReviewDocument } from './review-context'
import { stepMark } from './review-model'
import { useTextHandle } from './text-handle'
import { SuggestionTools } from './suggestion-tools'
import { TextTools } from './text-tools'
import { useSelectMark } from './use-select-mark'
import { useTextStates } from './text-session'
import { useTextSession } from './use-text-session'
import marked from '@renderer/editor/suggest/suggestions.module.css'
import classes from './manuscript-text.module.css'

/** Seconds in which a discard is offered to be taken back; afterwards undo still does it. */
const DISCARD_SECONDS = 10

export function ManuscriptText({ document: recorded }: { readonly document: ReviewDocument }) {
  const t = useText()
  const { version, marks, panel, activeId, mode, marksView } = useReview()
  const { stations } = panel
  const select = useSelectMark()
  const reportError = useReportError()
  const paper = useRef<HTMLDivElement>(null)
  const keeping = useKeepPicture()
  /** One that was refused is said, and the text stays as it is. */
  const keepPicture = async (file: File): Promise<KeptPicture | null> => {
    try {
      return await keeping.mutateAsync(file)
    } catch (error) {
      reportError(error)
      return null
    }
  }
  const [handle, setHandle] = useState<ManuscriptHandle | null>(null)
  const ready = (text: ManuscriptHandle | null): void => {
    setHandle(text)
    useTextHandle.getState().set(text)
  }
  // The text the editor was opened with. What comes of the typing is recorded under it, and it stays.
  const [opened, setOpened] = useState(recorded)
  const session = useTextSession(version?.id ?? '', opened.contentHash)
  const editor = handle?.text === opened.contentHash ? handle.editor : null
  useEffect(() => session.attach(editor), [session, editor])
  useEffect(() => {
    if (session.shows(recorded.contentHash)) return
    let left = false
    // A settling under way may be what it comes from.
    const show = (): void => {
      if (!left && !session.shows(recorded.contentHash) && session.clean()) setOpened(recorded)
    }
    void session.compare().then(show, show)
    return () => {
      left = true
    }
  }, [session, recorded])
  const phase = useTextStates((states) => states[version?.id ?? '']?.phase)
  const json = useMemo(() => documentJson(opened.node), [opened.node])
  const discard = (): void => {
    if (handle === null) return
    const { view, editor } = handle
    view.dispatch(backTo(view.state, recorded.node))
    // Places in it are what they were.
    view.dispatch(setMarks(view.state, marks))
    offerTextUndo(editor, {
      id: `discarded ${version?.id ?? ''}`,
      message: t('editor.discarded'),
      seconds: DISCARD_SECONDS,
      onError: reportError,
    })
  }
  const left = useRef(-1)
  useEffect(() => {
    const at = activeId === null ? -1 : stations.indexOf(activeId)
    if (at >= 0) left.current = at
  }, [activeId, stations])
  const step = (direction: 1 | -1): void => {
    const next = stepMark(stations, activeId, direction, left.current)
    if (next !== null) select(next)
  }

  const [finding, setFinding] = useState<FindOpened | null>(null)
  const find = (replace: boolean): void => {
    const { from, to } = handle?.selection() ?? { from: 0, to: 0 }
    const words = handle?.view.state.doc.textBetween(from, to, ' ') ?? ''
    setFinding({ words: words === '' ? (finding?.words ?? '') : words.slice(0, PATTERN_MAX), replace })
  }
  useKeys({
    'review.find': () => find(false),
    'review.replace': () => find(true),
    'review.next-mark': () => step(1),
    'review.previous-mark': () => step(-1),
  })

  // A mark selected before the text is there is shown as soon as it is.
  const drawn = marks.some((mark) => mark.id === activeId)
  useEffect(() => {
    const scroller = paper.current
    if (activeId === null || !drawn || scroller === null) return
    // In the page wherever it lies; of the other marks only those near what is seen.
    return bringIntoView(scroller, () => scroller.querySelector(`[data-active-mark="${CSS.escape(activeId)}"]`))
  }, [activeId, drawn])
  return (
    <>
      {finding !== null && handle !== null && (
        <FindBar
          key={`${handle.text} ${finding.replace}`}
          editor={handle.editor}
          opened={finding}
          editable={mode !== 'reading' && phase === 'open'}
          onClose={() => setFinding(null)}
        />
      )}
      <div className={classes['paper']} ref={paper} data-testid="manuscript-paper">
        <div className={`${classes['column']} ${marked['view']}`} data-view={marksView}>
          <ManuscriptEditor
            key={opened.contentHash}
            document={json}
            text={opened.contentHash}
            editable={mode !== 'reading' && phase === 'open'}
            byline={bylineOf(recorded, version?.byline ?? '')}
            marks={marks}
            mappingOfMarks={(typed) => session.mappingFrom(recorded.contentHash, typed)}
            activeId={activeId}
            label={t('review.text.label', { title: version?.title ?? '' })}
            onReady={ready}
            onPick={(ids) => select(nextUnder(ids, activeId))}
            onDiscard={discard}
            onPicturesLeftOut={(count) => notifications.show({ message: t('editor.pictures-left-out', { count }) })}
            onPicturesTooMany={(count) =>
              notifications.show({
                message: t('editor.pictures-too-many', { count, most: MAX_PICTURES_AT_ONCE }),
              })
            }
            onPicturesRefused={(refused) => notifications.show({ message: refusalWords(t, refused) })}
            keepPicture={keepPicture}
            pictureSign={t('editor.picture-waiting')}
            pictureName={t('editor.picture-pasted')}
          />
          <MarkGutter paper={paper} handle={handle} activeId={activeId} onPick={select} />
          {handle !== null && <BlockButton paper={paper} document={recorded} />}
        </div>
        {handle !== null && <SuggestionTools handle={handle} />}
        {handle !== null && <TextTools paper={paper} document={recorded} handle={handle} />}
      </div>
    </>
  )
}

/** Why pictures of a page that was pasted with their bytes in it are not there. */
function refusalWords(t: Say, { tooLarge, tooMany, unreadable }: RefusedPictures): string {
  return [
    ...(tooLarge > 0
      ? [t('editor.pictures-too-large', { count: tooLarge, most: MAX_PASTED_PICTURE_BYTES / 1024 / 1024 })]
      : []),
    ...(unreadable > 0 ? [t('editor.pictures-unreadable', { count: unreadable })] : []),
    ...(tooMany > 0 ? [t('editor.pictures-too-many', { count: tooMany, most: MAX_PICTURES_AT_ONCE })] : []),
  ].join('\n')
}

/** The byline under the title, unless the text has it as a paragraph of its own. */
function bylineOf(document: ReviewDocument, byline: string): string {
  return document.blocks.slice(0, 4).some((block) => block.text.trim() === byline.trim()) ? '' : byline.trim()
}

/** Clicking again where several marks lie goes to the next of them. */
function nextUnder(ids: readonly string[], activeId: string | null): string | null {
  if (ids.length === 0) return null
  const at = activeId === null ? -1 : ids.indexOf(activeId)
  return ids[(at + 1) % ids.length] ?? null
}
