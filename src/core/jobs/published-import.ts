/** Published articles, imported in the background. */
import type { PublishedReport } from '@shared/domain/published'
import type { DeskContext } from '../workflow/context'
import { importPublished, type PublishedProgress } from '../workflow/published'
import { openBackgroundImport, type BackgroundImport } from './background-import'

export type PublishedImporter = BackgroundImport<PublishedProgress, PublishedReport>

export function openPublishedImporter(context: DeskContext): PublishedImporter {
  return openBackgroundImport(context, {
    run: (paths, onProgress, signal) => importPublished(context, paths, onProgress, signal),
    begin: { done: 0, total: 0, imported: 0 },
    shown: 'published',
    changed: ['submissions'],
    whileRunning: 'published-import-running',
  })
}
