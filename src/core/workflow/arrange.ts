/** Splitting, moving and merging as arithmetic: what goes, and what is left of both pieces. Nothing is written here. */
import { change, type DeskChange } from '@shared/domain/event'
import type { Member, Rearrangement, SubmissionShape } from '@shared/domain/work-item'
import type { MemberPart, Parts, VersionPart } from '../store/repositories/arrangement'

/** One side of a rearrangement before it. */
export interface Piece {
  readonly submissionId: string
  readonly subject: string
  readonly shape: SubmissionShape
  readonly parts: Parts
}

export interface Moving {
  readonly operation: Rearrangement['operation']
  /** Hashes of the mails that go; their versions go with them. */
  readonly messages: ReadonlySet<string>
  /** Versions that go beside those of the mails. */
  readonly versions?: ReadonlySet<string>
  /** Letters, follow-ups, files, links and provenance go as well: of a merge. */
  readonly everything?: boolean
  /** What a mail counts as where it goes. */
  readonly kindAt?: (member: Member) => Member['kind']
}

export interface Arranged {
  readonly move: DeskChange
  /** What the two have after it, for whoever decides how their rows stand then. */
  readonly from: Piece
  readonly to: Piece
}

/**
 * Takes mails out of one piece and puts them into another. The shapes that come back say what both contain; how they
 * stand (read, answered, archived) is as before.
 */
export function arrange(from: Piece, to: Piece, moving: Moving): Arranged {
  const goes = (member: Member): boolean => moving.messages.has(member.hash)
  const goesToo = (version: VersionPart): boolean =>
    moving.versions?.has(version.id) === true ||
    (version.messageHash !== null && moving.messages.has(version.messageHash))
  const kindAt = moving.kindAt ?? ((member) => member.kind)
  const members = from.parts.members
    .filter(goes)
    .map((member) => ({ ...member, kind: kindAt(member), was: member.kind }))
  const versions = from.parts.versions.filter((version) => moving.everything === true || goesToo(version))
  const rest = moving.everything === true ? restOf(from.parts, to.parts) : nothing
  const move = change('submission.rearranged', to.submissionId, {
    submissionId: to.submissionId,
    otherId: from.submissionId,
    operation: moving.operation,
    messages: members.map(({ hash, kind, was, receivedAt }) => ({ hash, kind, was, receivedAt })),
    versions: versions.map(({ id }) => id),
    ...rest,
  })
  const gone = new Set(versions.map(({ id }) => id))
  const left: Parts = {
    ...from.parts,
    members: from.parts.members.filter((member) => !goes(member)),
    versions: from.parts.versions.filter(({ id }) => !gone.has(id)),
  }
  const joined: Parts = {
    ...to.parts,
    members: [...to.parts.members, ...members].toSorted(byArrival),
    versions: interleave(to.parts.versions, versions, [...to.parts.members, ...members]),
  }
  return {
    move,
    from: { ...from, parts: left, shape: contentOf({ ...from, parts: left }) },
    to: { ...to, parts: joined, shape: contentOf({ ...to, parts: joined }) },
  }
}

/** The event that gives a piece the shape it comes to. */
export function reshape(before: Piece, after: Piece): DeskChange {
  return change('submission.reshaped', before.submissionId, {
    submissionId: before.submissionId,
    versions: after.parts.versions.map(({ id }) => id),
    versionsBefore: before.parts.versions.map(({ id }) => id),
    from: before.shape,
    to: after.shape,
  })
}

const nothing = { letters: [], followUps: [], files: [], links: [], provenance: [] }

/** What has a key of its own goes only where the other piece has not the same. */
function restOf(
  from: Parts,
  to: Parts,
): Pick<Rearrangement, 'letters' | 'followUps' | 'files' | 'links' | 'provenance'> {
  const missing = (keys: readonly string[], there: readonly string[]): string[] =>
    keys.filter((key) => !there.includes(key))
  return {
    letters: [...from.letters],
    followUps: [...from.followUps],
    files: missing(from.files, to.files),
    links: missing(from.links, to.links),
    provenance: missing(from.provenance, to.provenance),
  }
}

const byArrival = (a: Member, b: Member): number => a.receivedAt - b.receivedAt || (a.hash < b.hash ? -1 : 1)

/** Each list keeps its order; of two heads the one that came first goes first. */
function interleave(
  one: readonly VersionPart[],
  other: readonly VersionPart[],
  members: readonly Member[],
): VersionPart[] {
  const arrived = new Map(members.map(({ hash, receivedAt }) => [hash, receivedAt]))
  const when = ({ messageHash, addedAt }: VersionPart): number => arrived.get(messageHash ?? '') ?? addedAt
  const merged: VersionPart[] = []
  let [i, j] = [0, 0]
  for (;;) {
    const [a, b] = [one[i], other[j]]
    if (a === undefined && b === undefined) return merged
    if (b === undefined || (a !== undefined && when(a) <= when(b))) {
      if (a !== undefined) merged.push(a)
      i += 1
    } else {
      merged.push(b)
      j += 1
    }
  }
}

/** A piece's shape with what its mails and versions say of it. */
export function contentOf({ shape, subject, parts }: Piece): SubmissionShape {
  const { members, versions } = parts
  const current = versions.at(-1)
  const first = firstMail(members)
  // The newest mail in: what we sent ourselves is none, as when it joined.
  const arrived = members.filter(({ kind }) => kind !== 'sent')
  return {
    ...shape,
    title: versions.findLast(({ title }) => title !== '')?.title ?? subject,
    receivedAt: arrived.length === 0 ? shape.receivedAt : Math.max(...arrived.map(({ receivedAt }) => receivedAt)),
    words: current?.words ?? 0,
    images: current?.images ?? 0,
    attachments: first?.attachments ?? shape.attachments,
    expiringLinks: first?.expiringLinks ?? shape.expiringLinks,
    currentVersionId: current?.id ?? null,
    conversion:
      current !== undefined
        ? { kind: 'converted' }
        : shape.conversion.kind === 'converted'
          ? { kind: 'refused', refusal: { code: 'empty', detail: '' } }
          : shape.conversion,
    recalled: members.some(({ recalled }) => recalled),
  }
}

/** What a piece's row says of files and links is that of the mail it began with. */
function firstMail(members: readonly MemberPart[]): MemberPart | undefined {
  return members.find(({ kind }) => kind !== 'duplicate') ?? members[0]
}
