/** What every part of the contract is made of. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { refusalSchema } from '../domain/refusal'

export const id = z.string().min(1).max(100)
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const reason = z.string().trim().min(1).max(5000)

/** Refusals arrive as the typed error `REFUSED`. */
export const base = oc.errors({ REFUSED: { data: refusalSchema } })
