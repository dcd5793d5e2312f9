/**
 * The one contract between the window and the core: every procedure with what goes in and what comes
 * out. Inputs are validated at the door of the core; refusals arrive as the typed error `REFUSED`.
 */
import { auditContract } from './audit'
import { deskContract, accountsContract } from './desk'
import { submissionsContract, triageContract, publishedContract, mailImportContract } from './submissions'
import { filesContract, linksContract, organiseContract, messagesContract } from './mail'
import { manuscriptsContract, annotationsContract, complianceContract } from './review'
import { rulesContract, allowListContract } from './rules'
import { authorsContract } from './authors'
import { decisionsContract, lettersContract } from './people'
import { templatesContract } from './templates'
import { approvalContract, publicationContract } from './publication'

export { reviewFindingSchema, type ReviewFinding } from './review'
export { submissionDetailSchema, type SubmissionDetail } from './submissions'

export const contract = {
  desk: deskContract,
  audit: auditContract,
  accounts: accountsContract,
  submissions: submissionsContract,
  mailImport: mailImportContract,
  published: publishedContract,
  triage: triageContract,
  files: filesContract,
  links: linksContract,
  organise: organiseContract,
  messages: messagesContract,
  manuscripts: manuscriptsContract,
  annotations: annotationsContract,
  compliance: complianceContract,
  rules: rulesContract,
  allowList: allowListContract,
  decisions: decisionsContract,
  publication: publicationContract,
  approval: approvalContract,
  letters: lettersContract,
  templates: templatesContract,
  authors: authorsContract,
}

export type Contract = typeof contract
