/** Beside the record: contact notes, the author's pieces, addresses; and where a note is written. */
import { Tabs } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { authorTabs, useAuthorsView } from '@renderer/state/authors-view'
import type { AuthorRecord } from '@shared/domain/author'
import { AuthorProfile } from './author-profile'
import { AuthorSubmissions } from './author-submissions'
import { NoteComposer } from './note-composer'
import { NoteList } from './note-list'
import { SanctionsTab } from './sanctions-tab'
import classes from './author-side.module.css'

export function AuthorSide({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const tab = (value: string, label: string, count?: number) => (
    <Tabs.Tab value={value}>
      {label}
      {count !== undefined && <span className={classes['count']}>{count}</span>}
    </Tabs.Tab>
  )
  const sideTab = useAuthorsView((state) => state.tab)
  const setTab = useAuthorsView((state) => state.setTab)
  return (
    <section className={classes['side']}>
      <Tabs
        keepMounted={false}
        value={sideTab}
        onChange={(value) => setTab(authorTabs.find((each) => each === value) ?? 'notes')}
        classNames={{ root: classes['tabs'] ?? '', tab: classes['tab'] ?? '', panel: classes['panel'] ?? '' }}
      >
        <Tabs.List>
          {tab('notes', t('author.tab.notes'), record.notes.length)}
          {tab('submissions', t('author.tab.submissions'), record.submissions.length)}
          {tab('profile', t('author.tab.profile'))}
          {tab('sanctions', t('author.tab.sanctions'), record.basis.history.length || undefined)}
        </Tabs.List>
        <Tabs.Panel value="notes">
          <NoteList notes={record.notes} />
        </Tabs.Panel>
        <Tabs.Panel value="submissions">
          <AuthorSubmissions submissions={record.submissions} />
        </Tabs.Panel>
        <Tabs.Panel value="profile">
          <AuthorProfile record={record} />
        </Tabs.Panel>
        <Tabs.Panel value="sanctions">
          <SanctionsTab record={record} />
        </Tabs.Panel>
      </Tabs>
      <NoteComposer record={record} />
    </section>
  )
}
