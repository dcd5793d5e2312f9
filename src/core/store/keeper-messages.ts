/** What the core and its keeper say to each other. */
export interface KeeperSetup {
  /** The folder of the blobs. */
  readonly folder: string
}

export interface KeeperRequest {
  readonly id: number
  readonly sizes: readonly number[]
  /** Begins with all of them, one after the other. */
  readonly memory: ArrayBuffer
}

/** The memory goes back with the answer: an idle thread collects nothing. */
export type KeeperReply = { readonly id: number; readonly memory: ArrayBuffer } & (
  | { readonly kind: 'kept'; readonly names: readonly string[] }
  /** `code`: the system's, where it has one (`ENOSPC`). */
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | null }
)
