/** Who each speaker of a pasted chat is: guessed by name, said by the editor before it is saved. */
import { Select } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { chatSideSchema, type AuthorRecord, type ChatLine, type ChatSide } from '@shared/domain/author'
import classes from './note-composer.module.css'

/** Speakers that can be told apart; a group chat with more is kept with their names alone. */
const MOST_SPEAKERS = 12

/** By speaker; null: nobody in particular. */
export type ChatSides = Readonly<Record<string, ChatSide | null>>

/** The speakers of a chat, in the order in which they first speak. */
export function speakersOf(chat: readonly ChatLine[]): string[] {
  return [...new Set(chat.map(({ speaker }) => speaker))].slice(0, MOST_SPEAKERS)
}

/** Who a speaker is by what was said of them, else by their name: the author's, or (`me`, `myself`) whose desk it is. */
export function sideOf(
  speaker: string,
  said: ChatSides,
  record: AuthorRecord,
  me: string,
  myself: string,
): ChatSide | null {
  const chosen = said[speaker]
  if (chosen !== undefined) return chosen
  if ([record.author.name, ...record.penNames].includes(speaker)) return 'author'
  return speaker === me || speaker === myself ? 'me' : null
}

export function ChatSidesFields({
  speakers,
  sideFor,
  onChange,
}: {
  readonly speakers: readonly string[]
  readonly sideFor: (speaker: string) => ChatSide | null
  readonly onChange: (speaker: string, side: ChatSide | null) => void
}) {
  const t = useText()
  return (
    <ul className={classes['sides']} aria-label={t('note.sides')}>
      {speakers.map((speaker) => (
        <li key={speaker}>
          <span title={speaker}>{speaker}</span>
          <Select
            size="xs"
            aria-label={t('note.side-of', { speaker })}
            value={sideFor(speaker) ?? 'unsaid'}
            allowDeselect={false}
            data={['unsaid', ...chatSideSchema.options].map((value) => ({
              value,
              label: t(`note.side.${value as ChatSide | 'unsaid'}`),
            }))}
            onChange={(value) => onChange(speaker, chatSideSchema.nullable().catch(null).parse(value))}
            data-testid="note-side"
          />
        </li>
      ))}
    </ul>
  )
}
