/** 修订模式 and 显示, above the text. */
import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown, IconEye, IconPencilPlus } from '@tabler/icons-react'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { useReview } from './review-context'
import { suggestingToggled, type MarksView } from './review-state'
import { ToolButton } from './tool-button'
import classes from './manuscript-head.module.css'

const views: readonly MarksView[] = ['all', 'simple', 'original']

/** What is written is only suggested. An older version is for reading. */
export function SuggestToggle() {
  const t = useText()
  const { mode, modeBefore, detail, version, change } = useReview()
  const newest = version !== null && version.id === detail.versions[0]?.id
  const isOn = mode === 'suggesting'
  const toggle = (): void => change(suggestingToggled({ mode, modeBefore }))
  useKeys({ 'review.suggest': toggle }, { enabled: newest })
  if (version === null) return null
  const endHint = modeBefore === 'editing' ? 'suggest.end-hint' : 'suggest.end-reading-hint'
  return (
    <ToolButton
      important
      variant={isOn ? 'light' : 'default'}
      icon={<IconPencilPlus size={15} aria-hidden="true" />}
      word={t('suggest.mode')}
      disabled={!newest}
      aria-pressed={isOn}
      hint={
        newest ? `${t(isOn ? endHint : 'suggest.begin-hint')} · ${keyOf('review.suggest')}` : t('suggest.old-version')
      }
      onClick={toggle}
      data-testid="suggest-toggle"
    />
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
        <ToolButton
          variant={marksView === 'all' ? 'default' : 'light'}
          icon={<IconEye size={15} aria-hidden="true" />}
          word={t(`suggest.view.${marksView}`)}
          hint={t('suggest.view-label')}
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          aria-label={t('suggest.view', { view: t(`suggest.view.${marksView}`) })}
          data-testid="marks-view"
        />
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
