/** 发件箱: every letter by its state, why it is there, and what can be done. */
import { Button } from '@mantine/core'
import { IconMailOpened, IconSend } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useKeys } from '@renderer/app/keys'
import { useCoreQuery } from '@renderer/client/use-core'
import { EmptyState } from '@renderer/components/empty-state'
import { ListSkeleton } from '@renderer/components/list-skeleton'
import { Pane } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { Split } from '@renderer/components/split'
import { useViewState } from '@renderer/state/view-state'
import type { Letter } from '@shared/domain/letter'
import { LetterRow } from './letter-row'
import { LetterView } from './letter-view'
import { groupLetters } from './letter-state'
import classes from './outbox-page.module.css'

export function OutboxPage() {
  const t = useText()
  const letters = useCoreQuery(['letters', 'list'], (client) => client.letters.list())
  if (letters.data?.length === 0) return <OutboxEmpty />
  if (letters.data === undefined) {
    return (
      <Pane label={t('outbox.title')}>
        <ErrorNotice error={letters.error} always />
        {letters.error === null && <ListSkeleton />}
      </Pane>
    )
  }
  return <Letters letters={letters.data} />
}

function Letters({ letters }: { readonly letters: readonly Letter[] }) {
  const t = useText()
  const letterId = useViewState((state) => state.letterId)
  const set = useViewState((state) => state.set)
  const groups = groupLetters(letters)
  const inOrder = groups.flatMap((each) => each.letters)
  const selected = inOrder.find(({ id }) => id === letterId) ?? inOrder[0]

  const move = (step: number): void => {
    const next = inOrder[inOrder.findIndex(({ id }) => id === selected?.id) + step]
    if (next === undefined) return
    set({ letterId: next.id })
    const row = document.getElementById(`letter-${next.id}`)
    row?.scrollIntoView({ block: 'nearest' })
    // A focused row hands its focus on, so that it never lies on a letter that is not shown.
    if (document.activeElement?.id.startsWith('letter-') === true) row?.focus()
  }
  useKeys({
    'list.next': () => move(1),
    'list.previous': () => move(-1),
    'list.open': () => selected && set({ page: 'review', submissionId: selected.submissionId }),
  })

  const list = (
    <Pane label={t('outbox.title')}>
      {groups.map(({ group, letters: members }) => (
        <section key={group} aria-labelledby={`outbox-${group}`}>
          <h2 className={classes['group']} id={`outbox-${group}`}>
            {t(`outbox.group.${group}`)}
            <span>{members.length}</span>
          </h2>
          <ul className={classes['list']}>
            {members.map((letter) => (
              <LetterRow
                key={letter.id}
                letter={letter}
                selected={letter.id === selected?.id}
                onSelect={() => set({ letterId: letter.id })}
              />
            ))}
          </ul>
        </section>
      ))}
    </Pane>
  )
  return (
    <Split
      id="outbox"
      panels={[
        { id: 'list', min: 340, max: 760, width: 460, content: list },
        { id: 'letter', min: 360, content: selected && <LetterView key={selected.id} letter={selected} /> },
      ]}
    />
  )
}

function OutboxEmpty() {
  const t = useText()
  const set = useViewState((state) => state.set)
  return (
    <EmptyState
      icon={<IconSend size={22} />}
      testId="outbox-empty"
      title={t('outbox.empty')}
      actions={
        <Button variant="default" leftSection={<IconMailOpened size={15} />} onClick={() => set({ page: 'inbox' })}>
          {t('outbox.to-inbox')}
        </Button>
      }
    >
      {t('outbox.empty-text')}
    </EmptyState>
  )
}
