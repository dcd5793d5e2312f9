/** What happened with an author or a piece, newest first, as the record has it. */
import { Anchor } from '@mantine/core'
import {
  IconBrandWechat,
  IconCalendarEvent,
  IconCheck,
  IconFileText,
  IconMail,
  IconMessage,
  IconPencil,
  IconSend,
  IconUser,
  type Icon,
} from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { colorIn, useEditors } from '@renderer/state/use-editors'
import { useGradually } from '@renderer/state/use-gradually'
import { useViewState } from '@renderer/state/view-state'
import type { TimelineEntry } from '@shared/domain/author'
import type { EditorColor } from '@shared/domain/editor-color'
import { createElement, useMemo } from 'react'
import { DateText } from './date-text'
import { EditorName } from './editor-name'
import { NoteText } from './note-text'
import { doneByEditor, timelineSentence } from './timeline-sentence'
import classes from './timeline.module.css'

function iconOf(type: string): Icon {
  if (type === 'decision.recorded') return IconCheck
  if (type === 'author.contact-noted') return IconMessage
  if (type === 'author.wechat-changed') return IconBrandWechat
  if (type.startsWith('follow-up.')) return IconCalendarEvent
  if (type.startsWith('letter.')) return IconSend
  if (type.startsWith('manuscript.')) return IconFileText
  if (type === 'submission.registered' || type === 'submission.message-joined') return IconMail
  if (type.startsWith('author.')) return IconUser
  return IconPencil
}

/** Lines that are there with the first frame: more than a window has room for. */
const AT_ONCE = 25

export function Timeline({
  entries,
  withSubmission = true,
}: {
  readonly entries: readonly TimelineEntry[]
  /** Names the piece in each line: on an author's record, not on the piece's own page. */
  readonly withSubmission?: boolean
}) {
  const t = useText()
  const editors = useEditors()
  const newestFirst = useMemo(() => entries.toSorted((a, b) => b.at - a.at || b.seq - a.seq), [entries])
  const shown = useGradually(newestFirst, AT_ONCE)
  if (newestFirst.length === 0) return <p className={classes['empty']}>{t('author.timeline-empty')}</p>
  return (
    <ol className={classes['timeline']} data-testid="timeline">
      {shown.map((entry) => (
        <TimelineLine
          key={entry.seq}
          entry={entry}
          color={colorIn(editors, entry.editorId)}
          withSubmission={withSubmission}
        />
      ))}
    </ol>
  )
}

function TimelineLine({
  entry,
  color,
  withSubmission,
}: {
  readonly entry: TimelineEntry
  readonly color: EditorColor | null
  readonly withSubmission: boolean
}) {
  const t = useText()
  const format = useFormat()
  const set = useViewState((state) => state.set)
  const { head, body } = timelineSentence(t, format, entry)
  const { submissionId } = entry
  return (
    <li className={classes['line']} data-type={entry.type} data-testid="timeline-entry">
      <DateText at={entry.at} as="moment" className={classes['time'] ?? ''} />
      <span className={classes['icon']} aria-hidden="true">
        {createElement(iconOf(entry.type), { size: 13, stroke: 1.8 })}
      </span>
      <div className={classes['words']}>
        <p>
          <b>{head}</b>
          {withSubmission && submissionId !== null && (
            <Anchor
              component="button"
              type="button"
              className={classes['piece'] ?? ''}
              title={entry.submissionNumber ?? undefined}
              onClick={() => set({ page: 'review', submissionId })}
            >
              {t('timeline.in', { title: entry.submissionTitle || t('title.none') })}
            </Anchor>
          )}
          {doneByEditor(entry) && (
            <EditorName name={entry.editorName} color={color} className={classes['editor'] ?? ''} />
          )}
        </p>
        {body !== '' &&
          (entry.type === 'author.contact-noted' ? (
            <NoteText text={body} />
          ) : (
            <p className={classes['body']}>{body}</p>
          ))}
      </div>
    </li>
  )
}
