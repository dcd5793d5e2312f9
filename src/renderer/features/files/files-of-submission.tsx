/** In the review above the thread: links that expire, files that came beside the mails, and the way to add one. */
import { Button, FileButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconFilePlus } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { FileList } from './file-list'
import { LinkGuard } from './link-guard'
import { listedAttachments, listedHandedOver, useSubmissionFiles } from './submission-files'
import { sayAdded } from './say-added'
import { upload } from './upload'
import { useDropTarget } from './use-drop-target'
import classes from './files-of-submission.module.css'

export function FilesOfSubmission({ submissionId }: { readonly submissionId: string }) {
  const t = useText()
  const files = useSubmissionFiles(submissionId).data
  const { add, busy } = useAddFile(submissionId)
  const { over, handlers } = useDropTarget(add)
  return (
    <>
      {files !== undefined && <LinkGuard submissionId={submissionId} links={files.links} />}
      <section
        className={classes['section']}
        aria-label={t('file.handed-over')}
        data-over={over || undefined}
        data-testid="handed-over"
        {...handlers}
      >
        {files !== undefined && files.handedOver.length > 0 && (
          <>
            <h3 className={classes['title']}>{t('file.handed-over')}</h3>
            <FileList
              files={listedHandedOver(submissionId, files.handedOver)}
              label={t('file.handed-over')}
              submissionId={submissionId}
            />
          </>
        )}
        <FileButton onChange={(file) => file !== null && add(file)} inputProps={{ 'aria-label': t('file.add') }}>
          {(props) => (
            <Button
              {...props}
              variant="subtle"
              color="gray"
              size="compact-sm"
              loading={busy}
              leftSection={<IconFilePlus size={15} aria-hidden="true" />}
              title={t('file.add-hint')}
              data-testid="file-add"
            >
              {t('file.add')}
            </Button>
          )}
        </FileButton>
      </section>
    </>
  )
}

/** In the preview: every file and link, without the work that is done in the review. */
export function FilesPreview({ submissionId }: { readonly submissionId: string }) {
  const t = useText()
  const files = useSubmissionFiles(submissionId).data
  if (files === undefined) return null
  const listed = [
    ...listedHandedOver(submissionId, files.handedOver),
    ...files.mails.flatMap(({ messageHash, attachments }) =>
      listedAttachments(
        messageHash,
        attachments.filter(({ inline }) => !inline),
      ),
    ),
  ]
  if (listed.length === 0 && files.links.length === 0) return null
  return (
    <div className={classes['preview']}>
      <FileList files={listed} label={t('review.mail.attachments')} />
      <LinkGuard submissionId={submissionId} links={files.links} compact />
    </div>
  )
}

function useAddFile(submissionId: string): { readonly add: (file: File) => void; readonly busy: boolean } {
  const t = useText()
  const refresh = useRefresh()
  const reportError = useReportError()
  const command = useCoreCommand(async (client, file: File) =>
    client.files.add({ submissionId, uploadId: await upload(client, file), link: null }),
  )
  return {
    busy: command.isPending,
    add: (file) =>
      command.mutate(file, {
        onSuccess: (added) => {
          refresh('submissions', 'manuscripts', 'desk')
          notifications.show({ message: sayAdded(t, file.name, added) })
        },
        onError: reportError,
      }),
  }
}
