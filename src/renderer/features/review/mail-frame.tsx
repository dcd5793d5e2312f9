/**
 * The sandbox for a mail's HTML: no scripts, no origin, no navigation, and a policy of its own that lets
 * nothing be fetched. What goes in was sanitised before; either alone would hold.
 */
import { useMemo } from 'react'
import classes from './mail-frame.module.css'

const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

/** Mail is written for white paper in either theme: dark ink on dark ground would be unreadable. */
const style = `html{color-scheme:light;background:#fff;color:#211f1c}
body{margin:0;padding:12px;font:14px/1.7 system-ui,"Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
img,table{max-width:100%}
.picture{display:inline-block;padding:2px 8px;border:1px dashed #d3cec4;border-radius:4px;color:#6c675d;font-size:12px}
.link{text-decoration:underline;cursor:default}`

export function MailFrame({
  html,
  title,
  tall = false,
}: {
  readonly html: string
  readonly title: string
  readonly tall?: boolean
}) {
  const page = useMemo(
    () =>
      `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>${style}</style></head><body>${html}</body></html>`,
    [html],
  )
  return (
    <div className={classes['box']} data-tall={tall || undefined}>
      <iframe
        // Another text is another frame: navigating the one that is loading can leave it with neither.
        key={page}
        className={classes['frame']}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={page}
        title={title}
        data-testid="mail-frame"
      />
    </div>
  )
}
