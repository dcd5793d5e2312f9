/** The record as editors search it. The contract's part over its use cases. */
import { auditDetail, openAuditSearch } from '../workflow/audit'
import type { DoorContext, Os } from './door'

export function auditRoutes(os: Os, { desk, asks }: DoorContext) {
  const search = openAuditSearch(desk)
  return {
    audit: {
      list: os.audit.list.handler(({ input }) => search.page(input.filter, input.offset, input.limit)),
      show: os.audit.show.handler(({ input }) => auditDetail(desk, input.seq)),
      exportAll: os.audit.exportAll.handler(async ({ input }) => {
        const { name, filename } = await search.exportAll(input.filter, input.format)
        return asks.saveMade(name, filename, 'as-is')
      }),
    },
  }
}
