/** The mails of one person that became no submission are found by their sender. */
export const migration0071MailsBySender = {
  version: 71,
  sql: `
CREATE INDEX parsed_messages_from ON parsed_messages (from_address);
`,
} as const
