/** Beside the text: findings, comments, mail, versions, author; below them what is decided. */
import { Tabs } from '@mantine/core'
import { useKeys } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { sideTabs, useViewState, type SideTab } from '@renderer/state/view-state'
import { PublicationBar } from '@renderer/features/publication/publication-bar'
import { PublicationDialog } from '@renderer/features/publication/publication-dialog'
import { ConsentMissing } from '@renderer/features/terms/consent-ask'
import { TermsLine } from '@renderer/features/terms/terms-line'
import { AuthorTab } from './author-tab'
import { CommentsTab } from './comments-tab'
import { DecisionBar } from './decision-bar'
import { DecisionDock } from './decision-dock'
import { FindingsTab } from './findings-tab'
import { noFilter } from './panel-filter'
import { usePanelPrefs } from './panel-prefs'
import { ProposalBar } from './proposal-bar'
import { useReview } from './review-context'
import { ThreadTab } from './thread-tab'
import { VersionsTab } from './versions-tab'
import classes from './side-panel.module.css'

const contents: Record<SideTab, () => React.ReactNode> = {
  findings: FindingsTab,
  comments: CommentsTab,
  thread: ThreadTab,
  versions: VersionsTab,
  author: AuthorTab,
}

export function SidePanel() {
  const t = useText()
  const tab = useViewState((state) => state.sideTab)
  const set = useViewState((state) => state.set)
  const { detail, findings, annotations } = useReview()
  const { row } = detail
  const counts: Record<SideTab, number> = {
    findings: findings.filter((finding) => finding.waiver === null).length,
    comments: annotations.filter((each) => each.kind === 'comment' && each.state === 'open').length,
    thread: detail.messages.length + detail.letters.length,
    versions: detail.versions.length,
    author: 0,
  }
  const { change } = usePanelPrefs()
  useKeys({ 'review.clear-filter': () => change({ filter: noFilter }) })
  return (
    <aside className={classes['panel']} aria-label={t('review.side')}>
      <Tabs
        value={tab}
        onChange={(value) => {
          const chosen = sideTabs.find((each) => each === value)
          if (chosen !== undefined) set({ sideTab: chosen })
        }}
        keepMounted={false}
        classNames={{
          root: classes['tabs'] ?? '',
          list: classes['list'] ?? '',
          tab: classes['tab'] ?? '',
          panel: classes['content'] ?? '',
        }}
      >
        <Tabs.List aria-label={t('review.side')}>
          {sideTabs.map((each) => (
            <Tabs.Tab key={each} value={each} data-testid={`tab-${each}`}>
              {t(`review.tab.${each}`)}
              {counts[each] > 0 && <span className={classes['count']}>{counts[each]}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {sideTabs.map((each) => {
          const Content = contents[each]
          return (
            <Tabs.Panel key={each} value={each} data-testid={`panel-${each}`}>
              <Content />
            </Tabs.Panel>
          )
        })}
      </Tabs>
      <DecisionBar />
      <ProposalBar />
      <PublicationBar
        piece={{
          submissionId: row.id,
          title: row.title || row.subject || t('title.none'),
          publication: row.publication,
        }}
        accepted={row.state === 'accepted'}
      />
      {row.state === 'accepted' && (
        <>
          <ConsentMissing authorId={row.author.id} guardian={detail.guardian} />
          <TermsLine submissionId={row.id} title={row.title || row.subject || t('title.none')} />
        </>
      )}
      <PublicationDialog />
      <DecisionDock />
    </aside>
  )
}
