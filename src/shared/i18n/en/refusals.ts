export const refusals = {
  'refusal.sheet-unreadable':
    '“{name}” is no sheet that can be read ({reason}); nothing was imported. Save it as CSV (UTF-8) and try again: 20,000 lines and 8 MB at most.',
  'refusal.import-reverted': 'This import was taken back already.',
  'refusal.identity-step':
    'This step is not open: a non-author first becomes a Chunyu author, a Chunyu author can be cancelled, and then taken on again. Nothing was changed.',
  'refusal.wechat-step':
    'This step is not open: only a request can be declined, and a contact that was made can only go back to “not added”. Nothing was changed.',
  'refusal.same-author': 'This is the same author.',
  'refusal.author-merged': 'This record was merged into another. Open the one it went to and try again.',
  'refusal.not-merged': 'This record is not merged into another now; there is nothing to take apart.',
  'refusal.address-taken': '{address} is noted for “{name}”. If they are one person, merge the two records.',
  'refusal.address-in-use':
    'Mail came from {address}, so it stays. If it is somebody else’s, move the piece or take the merge apart.',
  'refusal.already-noted': 'That is noted already.',
  'refusal.review-day-past': 'The review day has to be after today. The list was not changed.',
  'refusal.not-listed': 'This author is not on the internal list.',
  'refusal.not-rejected': 'Only a piece that was rejected has an objection to its rejection.',
  'refusal.objection-open': 'An objection about this piece already waits to be read.',
  'refusal.objection-settled': 'This objection was answered already.',
  'refusal.needs-second-editor':
    '{name} rejected the piece, so another editor has to read the objection. Nothing was recorded.',
  'refusal.needs-site-account':
    'The convention binds registered users: note this author’s site account first. No sanction was proposed.',
  'refusal.needs-publication':
    'A sanction needs something published: note its address first. No sanction was proposed.',
  'refusal.time-to-come': 'It cannot have been carried out in time to come. Nothing was recorded.',
  'refusal.sanction-step': 'This sanction has moved on, so this step is not open. Look at the newest record.',
  'refusal.nothing-to-appeal': 'This sanction was never carried out; there is nothing to appeal.',
  'refusal.appeal-open': 'An appeal against this sanction is waiting already.',
  'refusal.appeal-settled': 'This appeal was answered already.',
  'refusal.not-found': 'Not found: it may have been merged or removed. Refresh the list and try again.',
  'refusal.already-decided': 'This piece is already decided. To change that, take the decision back first.',
  'refusal.nothing-to-revert': 'There is no decision to take back.',
  'refusal.thread-moved':
    'Another mail or version came after this was decided. Nothing was sent; read it first. A draft that waits can be sent back.',
  'refusal.mail-import-running': 'Mails are being imported. Wait until that is over, or stop it.',
  'refusal.published-import-running': 'Published articles are being imported. Wait until it is done, or cancel it.',
  'refusal.no-browser': 'The system opened no browser. Copy the sentence and search for it yourself.',
  'refusal.letter-already-sent':
    'The letter has left and cannot be called back. To change the decision, open the piece, take it back there with a reason, then decide anew and tell the author in a letter.',
  'refusal.letter-not-cancellable': 'This letter was already handed to the server and cannot be cancelled.',
  'refusal.letter-not-retryable': 'This letter cannot be sent again now.',
  'refusal.letter-not-held': 'This letter does not wait for you any more: it was sent or cancelled. See the outbox.',
  'refusal.time-is-over': 'That time is over; the letter stays as it was. Choose a later one.',
  'refusal.already-sorted': 'This piece was screened already.',
  'refusal.changed-since': 'Something else was done with this piece since. Open it to change that.',
  'refusal.needs-signature': {
    one: '{count} clause that needs a person is not signed. Look at it and tick the box, or say why not.',
    other: '{count} clauses that need a person are not signed. Look at them and tick the box, or say why not.',
  },
  'refusal.step-not-open':
    'That cannot be done with this piece as it stands now; somebody may just have changed it. Look again and try once more.',
  'refusal.needs-guardian-consent':
    "The author is under 18 and no guardian's consent is on file: the piece cannot be scheduled or published. Note the consent under Author first.",
  'refusal.day-is-past': '{day} is past. Choose today or a later day.',
  'refusal.day-is-to-come': '{day} is still to come: a piece cannot have been published on it.',
  'refusal.channel-twice': '“{channel}” is there twice. One address a channel.',
  'refusal.no-web-address':
    'The address for one channel is no web address: {url}. Give the whole address, beginning with http:// or https://.',
  'refusal.still-published': 'This piece is published. Record that it was taken down, then change the decision.',
  'refusal.needs-facts': {
    one: 'One of first publication, permission and AI statement is not settled. Ask the author, or confirm that you accept all the same.',
    other:
      '{count} of first publication, permission and AI statement are not settled. Ask the author, or confirm that you accept all the same.',
  },
  'refusal.complaint-by-hand':
    'This is a complaint: neither a rejection nor a question about first publication answers it. Keep it with D and answer it in the review; if it is none, correct the kind with M.',
  'refusal.needs-approval':
    'This desk wants two steps: your decisions wait for a senior editor. Decide in the review, and it is handed in as a draft.',
  'refusal.not-chunyu': 'Only a Chunyu author may publish by themselves; the author of this piece is none (any more).',
  'refusal.already-proposed':
    'A draft of a decision on this piece waits for approval already. Approve it, send it back or withdraw it first.',
  'refusal.proposal-settled': 'That draft is settled already.',
  'refusal.own-proposal': 'What you drafted yourself is approved by another senior editor.',
  'refusal.not-permitted':
    'Your role does not allow that. Nothing was changed. A senior editor or an owner can do it (switch at the top right).',
  'refusal.owners-only':
    'Only an owner changes that. Nothing was changed. Let an owner do it (switch at the top right).',
  'refusal.editor-name-taken':
    'Another editor is called “{name}” already. Choose a name that differs, so that the record tells you apart; nothing was changed.',
  'refusal.last-owner': 'A desk has at least one owner. Make somebody else an owner first.',
  'refusal.private-number':
    'This looks like the number of an identity card or a bank card, and was not saved. The desk keeps no such numbers; they belong in the accounts.',
  'refusal.fee-needs-day': 'A fee that is paid has the day it was paid on, one that is open has none.',
  'refusal.term-ends-before': "The contract's term ends before it begins.",
  'refusal.needs-override': {
    one: '{count} must-fix finding is still open. Have it fixed, waive it, or say why the piece is accepted anyway.',
    other:
      '{count} must-fix findings are still open. Have them fixed, waive them, or say why the piece is accepted anyway.',
  },
  'refusal.needs-reason': 'Please give a reason.',
  'refusal.no-account':
    'There is no mail account to send from. Nothing was recorded; add an account in Settings, or record without a letter.',
  'refusal.no-recipient': 'The mail has no address to answer. Nothing was recorded; you can record without a letter.',
  'refusal.unfilled-variable': 'The letter still has a blank: {name}. Fill it in before sending.',
  'refusal.account-exists': 'This mailbox was added already: {address}.',
  'refusal.account-kind-fixed':
    'A mailbox cannot become a local folder, nor the other way round. Please add another account.',
  'refusal.letters-waiting': {
    one: '{count} unsent letter is written from {address}, so the address was not changed. Send or cancel it in the outbox first.',
    other:
      '{count} unsent letters are written from {address}, so the address was not changed. Send or cancel them in the outbox first.',
  },
  'refusal.letters-on-the-way': {
    one: '{count} letter to this person is on its way, so nothing was erased. Send or cancel it in the outbox first.',
    other:
      '{count} letters to this person are on their way, so nothing was erased. Send or cancel them in the outbox first.',
  },
  'refusal.still-reading': {
    one: '{count} mail of this person is still being read, so nothing was erased. Try again when it is done.',
    other: '{count} mails of this person are still being read, so nothing was erased. Try again when they are done.',
  },
  'refusal.record-spoilt':
    'Something else has written to the record or the tables, so nothing was erased: erasing would hide it. Check the audit trail first.',
  'refusal.erasure-stopped': 'Stopped; nothing was erased.',
  'refusal.editor-retired': '{name} was retired. Let an owner reinstate them under “Editor and letters” first.',
  'refusal.retires-oneself': 'Whoever sits at the desk cannot retire themselves. Let another owner do it.',
  'refusal.too-many-note-files': 'A note has at most {max} files; these would be more, so none was added.',
  'refusal.not-your-comment': 'Somebody else wrote this comment; only they can change it. You can reply below.',
  'refusal.steps-missing': 'Earlier changes did not arrive; those from step {expected} on are not saved yet.',
  'refusal.working-copy-full': 'Too many changes are waiting. End editing first, then go on.',
  'refusal.figures-not-read': 'The figures could not be read; the manuscript is as it was: {detail}',
  'refusal.texts-not-compared':
    'The two texts could not be compared; manuscript and comments are as they were: {detail}',
  'refusal.text-not-settled': 'The changes are saved step by step, but could not be made into one text: {detail}',
  'refusal.text-moved-on':
    'This version was changed elsewhere; your changes were not saved. What you wrote is still there: open it again and save.',
  'refusal.pattern-too-slow': 'This pattern takes too long and was stopped',
  'refusal.export-failed': 'The export failed: {reason}. The manuscript is unchanged; try again.',
  'refusal.template-broken': 'The letter template is broken: {reason} Correct it in the settings, under Letters.',
  'refusal.statement-unreadable':
    'The braces in the statement do not read: {reason}. Nothing was saved; mend it and save again.',
  'refusal.no-picture': '“{name}” is no picture that can be shown. Choose a PNG, JPEG, GIF or WebP.',
  'refusal.annotation-out-of-place':
    'The selection does not match the manuscript; the comment was not saved. Select again.',
  'refusal.identity-unchanged': 'The identity is unchanged.',
  'refusal.wechat-unchanged': 'The WeChat state is unchanged.',
  'refusal.keyring-unavailable':
    'The system has no usable keyring, so the password was not kept. Keep it for this session only, or in a passphrase-encrypted file.',
  'refusal.wrong-passphrase': 'Wrong passphrase: the password file stayed closed. It is intact; try again.',
  'refusal.profile-locked':
    'Another Tougao Desk has this profile open; nothing was changed here. Close that one and try again.',
  'refusal.sync-running': 'Mail is being fetched; wait until it is done.',
  'refusal.still-unparsable': 'It still cannot be read ({reason}). The raw mail is kept intact.',
  'refusal.follow-up-closed': 'This follow-up is already closed.',
  'refusal.path-not-absolute': 'Please give the full path of the folder.',
  'refusal.file-unreadable':
    '“{name}” cannot be read ({detail}). The mail is unharmed: try again, or ask the author to send it once more.',
  'refusal.file-too-large': '“{name}” is too large and nothing was kept. Files of up to 64 MB can be added here.',
  'refusal.upload-lost': 'The file did not arrive whole and nothing was kept. Please choose it again.',
  'refusal.archive-refused':
    'This file was not taken out of “{name}”: {reason}. The archive itself is unharmed and can be saved.',
  'refusal.no-author': 'Choose an author, or give the name of a new one.',
  'refusal.link-not-found': 'This mail has no such link. Refresh and try again.',
  'refusal.disk-full':
    'The disk is full: this step was not saved, everything before it is. Free some space and try again.',
  'refusal.database-unwritable':
    'The database cannot be written ({detail}): this step was not saved, everything before it is. Check the permissions of the profile and the disk.',
  'refusal.same-submission': 'This is the same submission.',
  'refusal.merged-away': 'One of the two was merged into another submission. Open that one and try again.',
  'refusal.merge-decided':
    'This submission has a decision and cannot be merged into another. Link the two, or take the decision back first.',
  'refusal.version-decided':
    'A decision is about the manuscript that came with this mail, so it cannot go. Take the decision back first.',
  'refusal.only-mail': 'This is the only mail of its submission, which would be empty. Merge the submissions instead.',
  'refusal.moved-on': 'Something changed since, so this cannot be undone. Split, move or archive to put it right.',
  'refusal.allow-words-empty': 'The words to let pass need at least one character.',
  'refusal.allow-expired': 'That day is over. Choose today or later, or no day at all.',
  'refusal.pack-changed-since':
    'The pack was changed meanwhile, so this was not saved. Open it again; the rules in use are as they were.',
  'refusal.pack-not-own': 'This pack came with the program and cannot be removed; it can be switched off.',
  'refusal.proposal-lost':
    'This change is gone (the program was started again, or it was saved). Make it again; the rules in use are as they were.',
  'refusal.rules-task-failed':
    'The rules were not worked through ({detail}) and nothing was changed. Try again; if it stays so, a rule may be too slow.',
  'refusal.trial-running': 'A trial is running already. Wait until it ends, or stop it first.',
  'refusal.verdict-unknown': 'There is no record of that check.',
  'refusal.needs-piece': 'A revision or reply belongs to a submission: choose which one with “Put into a submission…”.',
  'connection.step.name': 'Finding the server',
  'connection.step.tcp': 'Connecting',
  'connection.step.tls': 'Encryption',
  'connection.step.login': 'Signing in to receive',
  'connection.step.folder': 'Opening the folder',
  'connection.step.fetch': 'Fetching mail',
  'connection.step.smtp-connect': 'Connecting to send',
  'connection.step.smtp-login': 'Signing in to send',
  'connection.step.from': 'Sender address',
  'connection.step.disk': 'Local folder',
  'connection.unknown-host':
    'There is no such server. Check its name; if the network just went away, it is tried again by itself.',
  'connection.refused': 'The server refuses the connection. Check the port.',
  'connection.timeout': 'The server does not answer. It is tried again by itself.',
  'connection.tls-untrusted':
    'The certificate of the server is not trusted; no password was sent. For a server of your own, enter its CA certificate in the account.',
  'connection.tls-failed': 'No encrypted connection could be made; no password was sent. Check port and encryption.',
  'connection.wrong-password':
    'Wrong user name or password. 163, QQ, Aliyun and others want an authorization code (授权码), not the web password.',
  'connection.login-refused': 'The server does not allow signing in. Switch IMAP/SMTP on in the web mailbox.',
  'connection.unsafe-login': 'The server calls the login unsafe. Allow mail clients in the web mailbox.',
  'connection.folder-missing': 'There is no such mail folder.',
  'connection.connection-lost': 'The connection was lost. What arrived is kept; fetching goes on from there.',
  'connection.from-refused': 'The sender address must be the mailbox that is signed in.',
  'connection.no-password': 'There is no password. Enter it under Settings · Mail accounts.',
  'connection.not-found': 'There is no such folder.',
  'connection.not-writable': 'The folder cannot be written. Check its permissions.',
  'connection.other': 'Something else went wrong. All mail received is kept.',
} as const
