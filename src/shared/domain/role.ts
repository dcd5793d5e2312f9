/** What an editor may do at this desk. */
import { z } from 'zod'

/** 编辑, 资深编辑, 负责人 */
export const roleSchema = z.enum(['editor', 'senior', 'owner'])
export type Role = z.infer<typeof roleSchema>

/** `two-step`: what an 编辑 decides waits for a senior or owner. */
export const approvalSchema = z.enum(['none', 'two-step'])
export type Approval = z.infer<typeof approvalSchema>

/** Seniors and owners approve drafts, and see fees and contracts. */
export function isSenior(role: Role): boolean {
  return role !== 'editor'
}

/** Whether somebody's decisions are drafts that wait. */
export function needsApproval(approval: Approval, role: Role): boolean {
  return approval === 'two-step' && !isSenior(role)
}
