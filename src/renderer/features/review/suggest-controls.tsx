/** 修订模式 and 显示, above the text. */
import { Button, Menu } from '@mantine/core'
import { IconCheck, IconChevronDown, IconPencilPlus } from '@tabler/icons-react'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { useReview } from './review-context'
import type { MarksView } from './review-state'
import classes from './manuscript-head.module.css'

const views: readonly MarksView[] = ['all', 'simple', 'original']

/** What is written is only suggested. An older version is for reading. */
export function SuggestToggle() {
  const t = useText()
  const { mode, detail, version, change } = useReview()
  const newest = version !== null && version.id === detail.versions[0]?.id
  const suggesting = mode === 'suggesting'
  const toggle = (): void => change({ mode: suggesting ? 'editing' : 'suggesting' })
  useKeys({ 'review.suggest': toggle }, { enabled: newest })
  if (version === null) return null
  return (
    <Button
      variant={suggesting ? 'light' : 'default'}
      leftSection={<IconPencilPlus size={15} aria-hidden="true" />}
      disabled={!newest}
      aria-pressed={suggesting}
      title={
        newest
          ? `${t(suggesting ? 'suggest.end-hint' : 'suggest.begin-hint')} · ${keyOf('review.suggest')}`
          : t('suggest.old-version')
      }
      onClick={toggle}
      data-testid="suggest-toggle"
    >
      {t('suggest.mode')}
    </Button>
  )
}

/** 显示: all marks, simple, original. Shown where there is something to show. */
export function MarksViewMenu() {
  const t = useText()
  const { mode, marksView, suggestions, change } = useReview()
  if (suggestions.length === 0 && mode !== 'suggesting' && marksView === 'all') return null
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant={marksView === 'all' ? 'default' : 'light'}
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          aria-label={t('suggest.view', { view: t(`suggest.view.${marksView}`) })}
          data-testid="marks-view"
        >
          {t(`suggest.view.${marksView}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('suggest.view-label')}</Menu.Label>
        {views.map((view) => (
          <Menu.Item
            key={view}
            role="menuitemradio"
            aria-checked={view === marksView}
            leftSection={view === marksView ? <IconCheck size={14} /> : <span className={classes['noCheck']} />}
            onClick={() => change({ marksView: view })}
            data-testid={`marks-view-${view}`}
          >
            {t(`suggest.view.${view}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
