/** 新建来稿: a piece that came another way than by mail, from a file or a pasted text. */
import { Modal } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useFilesView } from '@renderer/state/files-view'
import { FilesUnderWay } from './conversion-progress'
import { NewSubmissionForm } from './new-submission-form'

export function NewSubmissionDialog() {
  const t = useText()
  const creating = useFilesView((state) => state.creating)
  const create = useFilesView((state) => state.create)
  return (
    <Modal
      opened={creating !== null}
      onClose={() => create(null)}
      title={t('new.title')}
      size={680}
      // A slip beside the dialog would lose what was pasted.
      closeOnClickOutside={false}
      attributes={{ content: { 'data-testid': 'new-submission' } }}
    >
      <FilesUnderWay />
      {creating !== null && <NewSubmissionForm first={creating.file} onClose={() => create(null)} />}
    </Modal>
  )
}
