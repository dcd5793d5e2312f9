/** A file by dialog or dropped onto the field. */
import { Button, FileButton } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useDropTarget } from './use-drop-target'
import classes from './dialogs.module.css'

export function ChooseFile({
  file,
  onFile,
}: {
  readonly file: File | null
  readonly onFile: (file: File | null) => void
}) {
  const t = useText()
  const format = useFormat()
  const { over, handlers } = useDropTarget(onFile)
  return (
    <div className={classes['drop']} data-over={over || undefined} data-testid="new-drop" {...handlers}>
      <span>{file === null ? t('new.drop') : `${file.name} · ${format.bytes(file.size)}`}</span>
      <FileButton onChange={onFile} inputProps={{ 'aria-label': t('new.choose') }}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            leftSection={<IconFileUpload size={15} aria-hidden="true" />}
            data-autofocus
            data-testid="new-choose"
          >
            {file === null ? t('new.choose') : t('new.choose-other')}
          </Button>
        )}
      </FileButton>
    </div>
  )
}
