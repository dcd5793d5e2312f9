/** `?`: the sheet of keys, from the same table that the keys come from. */
import { Modal } from '@mantine/core'
import { KeyHint } from '@renderer/components/key-hint'
import { useOverlays } from '@renderer/state/overlays'
import { useText } from './i18n'
import { keyActions, keyBindings, keyGroups } from './key-bindings'
import { useKeys } from './keys'
import classes from './keys-sheet.module.css'

export function KeysSheet() {
  const t = useText()
  const { keysOpen, setKeysOpen } = useOverlays()
  useKeys({ 'desk.help': () => setKeysOpen(true) })
  return (
    <Modal opened={keysOpen} onClose={() => setKeysOpen(false)} title={t('keys.title')} size={720}>
      <div className={classes['groups']} data-testid="keys-sheet">
        {keyGroups.map((group) => (
          <section key={group} className={classes['group']}>
            <h3>{t(`keys.group.${group}`)}</h3>
            <dl>
              {keyActions
                .filter((action) => keyBindings[action].group === group)
                .map((action) => (
                  <div key={action} className={classes['line']}>
                    <dt>{t(keyBindings[action].label)}</dt>
                    <dd>
                      <KeyHint action={action} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={classes['hint']}>{t('keys.while-typing')}</p>
    </Modal>
  )
}
