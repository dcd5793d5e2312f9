/** A pasted chat: who said what, and when. A long one begins folded. */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import type { ChatLine } from '@shared/domain/author'
import { useState } from 'react'
import classes from './note-list.module.css'

const FOLDED = 6

export function ChatLines({ lines }: { readonly lines: readonly ChatLine[] }) {
  const t = useText()
  const [all, setAll] = useState(false)
  const shown = all ? lines : lines.slice(0, FOLDED)
  return (
    <>
      <ol className={classes['chat']} data-testid="chat">
        {shown.map((line, index) => (
          // A chat never changes: its lines are their places.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} data-side={line.side}>
            <span className={classes['speaker']}>
              {line.speaker}
              {line.side !== undefined && <b className={classes['side']}>{t(`note.side.${line.side}`)}</b>}
              {line.at !== null && <DateText at={line.at} as="moment" className={classes['time'] ?? ''} />}
            </span>
            <span className={classes['said']}>{line.text}</span>
          </li>
        ))}
      </ol>
      {lines.length > FOLDED && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setAll(!all)}>
          {all ? t('note.chat-less') : t('note.chat-all', { count: lines.length })}
        </Button>
      )}
    </>
  )
}
