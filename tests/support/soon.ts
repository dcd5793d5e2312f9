/** For `vi.waitFor`: what is waited for comes in milliseconds; how long a busy machine takes is nothing that a test says. */
export const SOON = { timeout: 20_000 }
