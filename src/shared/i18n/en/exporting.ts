/** 导出: the menu, the settings, what is said afterwards. */
export const exporting = {
  'export.menu': 'Export',
  'export.copy': 'Copy',
  'export.save': 'Save as a file',
  'export.copy-site': 'Copy for the website',
  'export.copy-wechat': 'Copy for the WeChat account',
  'export.copied-site': 'Copied. Paste it into the body on the website; the title has its own field.',
  'export.copied-wechat': 'Copied. Paste it into the body in the WeChat editor; the title has its own field.',
  'export.docx-author': 'Word · annotated, for the author',
  'export.docx': 'Word · annotated, with editors-only comments',
  'export.docx-clean': 'Word · clean, no comments or changes',
  'export.pdf': 'PDF',
  'export.html': 'Web page (HTML)',
  'export.md': 'Markdown with pictures (zip)',
  'export.bundle': 'Evidence bundle (mails, originals, annotations, decisions, letters)',
  'export.saved': 'Saved',
  'export.not-saved': 'Not saved: {detail}. The manuscript is unchanged; try another place.',
  'export.open-suggestions': {
    one: '{count} suggested change is open; except in annotated copies it is exported as if accepted.',
    other: '{count} suggested changes are open; except in annotated copies they are exported as if accepted.',
  },
  'keys.review-export': 'Export',
  'keys.review-copy-rich': 'Copy for the website',
  'settings.section.export': 'Export',
  'settings.export.what':
    'What goes with the text when a piece is copied to the website or the WeChat account, or saved as a file.',
  'settings.export.byline': 'With the byline',
  'settings.export.bio': 'With the author’s biography',
  'settings.export.statement': 'Statement on first publication and rights',
  'settings.export.statement-what':
    '{{ signature }}, {{ first_publication }}, {{ authorization }}, {{ ai_statement }} and {{ pictures }} stand for what is settled about the piece. Empty: none.',
  'settings.export.statement-example':
    'Published here with the permission of {{ signature }}; {{ first_publication }}.',
  'settings.export.closing': 'Closing lines',
  'settings.export.closing-what': 'The lines that end every article of the site. Empty: none.',
} as const
