/** Comment threads that came with a file (an author's in Word) become annotations of the version. */
import { v7 as uuidv7 } from 'uuid'
import type { ImportedThread } from '@shared/domain/annotation'
import { change, type DeskChange } from '@shared/domain/event'
import type { DeskContext } from './context'

export function threadChanges(
  context: DeskContext,
  submissionId: string,
  versionId: string,
  threads: readonly ImportedThread[],
): DeskChange[] {
  return threads.map((thread) => {
    const annotationId = uuidv7({ msecs: context.now() })
    return change('annotation.imported', annotationId, {
      annotationId,
      submissionId,
      versionId,
      thread,
      commentIds: thread.comments.map(() => uuidv7({ msecs: context.now() })),
    })
  })
}
