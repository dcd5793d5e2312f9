/** What the bench asks its intake process for, and what that answers. */
export interface IntakeRequest {
  readonly profileDir: string
  readonly resourcesDir: string
  readonly workerFile: string
  readonly host: string
  readonly port: number
  readonly tls: boolean
  /** PEM of the authority that vouches for the server. */
  readonly ca: string
  readonly user: string
  readonly password: string
  /** Waits for the manuscripts too. */
  readonly convert: boolean
}

export interface IntakeResult {
  readonly fetched: number
  /** From the beginning of the pull to the last mail sorted and indexed. */
  readonly milliseconds: number
  /** Of the whole process, workers included. */
  readonly cpuMilliseconds: number
  readonly longestStall: number
  /** Resident memory at its highest, workers included, until the last mail was sorted. */
  readonly peakBytes: number
  readonly messages: number
  readonly sorted: number
  readonly quarantined: number
  readonly submissions: number
  /** Manuscripts that were still to be converted when the last mail was sorted. */
  readonly waiting: number
  readonly convertMilliseconds: number | null
  readonly versions: number
  readonly peakBytesConverted: number
}
