/** A long list in pages of 200: asks the core only for the pages that are looked at. */
import { useCoreConnection } from '@renderer/client/use-core'
import type { CoreClient } from '@renderer/client/core-client'
import { useQueries } from '@tanstack/react-query'
import { neededPages, PAGE_SIZE } from './page-numbers'

export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly total: number
}

export interface PagedRows<Row> {
  /** Undefined until the first page is there. */
  readonly total: number | undefined
  rowAt(index: number): Row | undefined
  indexOf(id: string): number
  /** What is shown may be older than what the core has: an answer is on its way. */
  readonly asking: boolean
  readonly error: unknown
}

export function usePagedRows<Row extends { readonly id: string }>(
  key: readonly [area: string, ...rest: unknown[]],
  ask: (client: CoreClient, offset: number, limit: number) => Promise<Page<Row>>,
  visible: { readonly first: number; readonly last: number },
): PagedRows<Row> {
  const connection = useCoreConnection()
  const numbers = neededPages(visible.first, visible.last)
  const results = useQueries({
    queries: numbers.map((number) => ({
      queryKey: [...key, 'page', number],
      queryFn: async () => ask(await connection.client(), number * PAGE_SIZE, PAGE_SIZE),
    })),
  })
  const pages = new Map(numbers.map((number, index) => [number, results[index]?.data]))
  return {
    total: pages.get(0)?.total,
    rowAt: (index) => pages.get(Math.floor(index / PAGE_SIZE))?.rows[index % PAGE_SIZE],
    indexOf(id) {
      for (const [number, page] of pages) {
        const index = page?.rows.findIndex((row) => row.id === id) ?? -1
        if (index !== -1) return number * PAGE_SIZE + index
      }
      return -1
    },
    asking: results.some(({ isFetching }) => isFetching),
    error: results.find(({ error }) => error !== null)?.error ?? null,
  }
}
