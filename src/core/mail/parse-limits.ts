/** Bounds on hostile mail. Each has its reason; each is tested at the limit and one past it. */
export interface ParseLimits {
  /** Raw bytes of a message. */
  readonly rawBytes: number
  /** Bytes of one header block (of the message or of a part). */
  readonly headerBytes: number
  /** Multiparts inside one another. */
  readonly mimeDepth: number
  /** Parts of one message, forwarded mails included. */
  readonly parts: number
  /** Mails forwarded inside forwarded mails that are opened; deeper ones stay closed attachments. */
  readonly nestedForwards: number
  /** Directory entries of an Outlook file. */
  readonly compoundEntries: number
  /** Names listed of one zip archive. */
  readonly zipEntries: number
  /** UTF-16 units of HTML that are read for text and links; the rest stays in `html`. */
  readonly htmlUnits: number
  /** Links kept of one message. */
  readonly links: number
}

export const DEFAULT_PARSE_LIMITS: ParseLimits = {
  // Chinese providers cap a mail at 50 to 100 MB with base64 overhead; what is larger goes by link.
  rawBytes: 150 * 1024 * 1024,
  // A long Received trail with ARC and DKIM seals is under 64 KB; Exchange caps headers at 256 KB.
  headerBytes: 1024 * 1024,
  // Clients write five levels; a level costs one map entry here, so the bound only stops absurdity.
  mimeDepth: 256,
  // A mail with every picture of a long article as a part stays under 300.
  parts: 2_000,
  // A forward of a forward of a forward is seen; beyond ten nobody wrote it by hand.
  nestedForwards: 10,
  // A mail of 2,000 attachments with forty properties each; Outlook's own files have a few hundred.
  compoundEntries: 100_000,
  // The list is shown to an editor, not unpacked.
  zipEntries: 1_000,
  // Reading is linear, about 20 ms a million units: this keeps a hostile page under a second.
  htmlUnits: 8_000_000,
  // More links than this is no article; the text still holds them.
  links: 2_000,
}
