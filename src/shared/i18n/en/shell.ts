export const shell = {
  'menu.edit': 'Edit',
  'menu.view': 'View',
  'menu.window': 'Window',
  'shell.follow-ups-due': { one: '{count} follow-up is due', other: '{count} follow-ups are due' },
  'shell.drafts-waiting': {
    one: '{count} draft waits for your approval',
    other: '{count} drafts wait for your approval',
  },
  'shell.drafts-waiting-what': 'They are listed at the top of Tougao Desk.',
  'shell.follow-ups-due-what': 'Authors in Tougao Desk lists what is to do today.',
  'demo.editor': 'Duty editor',
  'open-failed.damaged': 'The database of this profile is damaged',
  'open-failed.damaged-what':
    'The file desk.db cannot be read ({detail}). It was left exactly as it is; raw mails and manuscript files in the blobs folder are not affected.',
  'open-failed.damaged-do':
    'Copy the whole profile folder first. Then put a backup of desk.db in its place, or start a new profile and fetch the mail again.',
  'open-failed.newer': 'This profile is of a newer version',
  'open-failed.newer-what': 'The database has version {found}; this program knows up to {known}. Nothing was changed.',
  'open-failed.newer-do': 'Install the newer Tougao Desk to open it.',
  'open-failed.not-writable': 'The profile cannot be written',
  'open-failed.not-writable-what': 'The system says: {detail}. Nothing was changed.',
  'open-failed.not-writable-do':
    'Check the permissions of the folder and whether the disk is read-only, then try again.',
  'open-failed.disk-full': 'The disk is full',
  'open-failed.disk-full-what': 'There is no room to open the database. All records are there; nothing was changed.',
  'open-failed.disk-full-do': 'Free some space, then try again.',
  'open-failed.locked': 'The profile is in use',
  'open-failed.locked-what':
    'Another Tougao Desk or its command line is using this profile. It was not opened here, so that the record stays in order.',
  'open-failed.locked-do': 'Close the other one, then try again.',
  'open-failed.no-profile': 'There is no such profile',
  'open-failed.no-profile-what': 'There is no Tougao Desk data in this folder. Nothing was changed.',
  'open-failed.no-profile-do': 'Check where the profile lies, then try again.',
  'open-failed.show-profile': 'Show the folder',
  'open-failed.quit': 'Quit',
} as const
