/** 常用语: what is said again and again. The usual ones, and those that an editor keeps. */
import { Button, Menu } from '@mantine/core'
import { IconMessages } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { PHRASE_MAX, usePanelPrefs, withOwn } from './panel-prefs'
import classes from './phrase-menu.module.css'

const usual = ['source', 'unclear', 'names', 'shorten', 'title'] as const

export function PhraseMenu({
  text,
  onPick,
}: {
  /** What is written so far: it can be kept, or given up when it is one that was kept. */
  readonly text: string
  readonly onPick: (phrase: string) => void
}) {
  const t = useText()
  const { phrases, change } = usePanelPrefs()
  const written = text.trim()
  const kept = phrases.includes(written)
  const all = [...phrases, ...usual.map((each) => t(`threads.phrase.${each}`))]
  return (
    <Menu position="top-start" width={260}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconMessages size={15} aria-hidden="true" />}
          data-testid="phrases"
        >
          {t('threads.phrases')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {all.map((phrase) => (
          <Menu.Item key={phrase} onClick={() => onPick(phrase)} data-testid="phrase">
            <span className={classes['phrase']}>{phrase}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          disabled={written === '' || written.length > PHRASE_MAX}
          data-testid="phrase-keep"
          onClick={() =>
            change({
              phrases: kept ? phrases.filter((phrase) => phrase !== written) : withOwn(phrases, written),
            })
          }
        >
          {t(kept ? 'threads.phrase-drop' : 'threads.phrase-keep')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
