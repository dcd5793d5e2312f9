import type { EventType, RecordedEvent } from '@shared/domain/event'

/** The events of some types: what one part of `apply` takes. */
export type EventOf<T extends EventType> = Extract<RecordedEvent, { readonly type: T }>
