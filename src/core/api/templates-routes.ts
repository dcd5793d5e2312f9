/** Letter templates. The contract's part over its use cases. */
import { listTemplates, previewTemplate, readTemplate, saveTemplate } from '../workflow/letter-templates'
import type { DoorContext, Os } from './door'

export function templatesRoutes(os: Os, { desk }: DoorContext) {
  return {
    templates: {
      list: os.templates.list.handler(() => listTemplates(desk)),
      read: os.templates.read.handler(({ input }) => readTemplate(desk, input)),
      preview: os.templates.preview.handler(({ input }) => previewTemplate(desk, input)),
      save: os.templates.save.handler(({ input }) => saveTemplate(desk, input)),
    },
  }
}
