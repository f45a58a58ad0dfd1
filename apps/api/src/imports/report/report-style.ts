import { createHash } from 'node:crypto';

/** One column on a telephone, where each row of a table becomes a block; a sheet of A4 on paper; dark where the reader asks for it. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --text: #1b1b1b; --muted: #555; --page: #fff; --line: #c9c9c9; --head: #f2f2f2; --note: #eef4fb; --note-line: #2a6099; --alert: #fff4ec; --alert-line: #b34000; --good: #eef8ef; --good-line: #2c7a35 }
@media (prefers-color-scheme: dark) { :root { --text: #ececec; --muted: #b5b5b5; --page: #17191c; --line: #4a4d52; --head: #24272b; --note: #1b2733; --note-line: #7db4ea; --alert: #33231a; --alert-line: #ff9a5c; --good: #1b2a1e; --good-line: #7fcf8a } }
* { box-sizing: border-box }
body { font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; color: var(--text); background: var(--page); max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: break-word }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem }
details { margin: 1.25rem 0 } summary { cursor: pointer; color: var(--muted) } summary h2 { display: inline; font-size: 1rem; margin: 0 }
h3 { font-size: 1rem; margin: 0 } .group { margin: 1.25rem 0 } .group p { margin: .2rem 0 } .group details { margin: .4rem 0 }
.names { columns: 14rem; column-gap: 1.5rem; padding-left: 1.1rem; margin: .4rem 0 } .names li { break-inside: avoid }
.school { color: var(--muted); margin: 0 0 1.25rem }
.outcome { border-left: .35rem solid var(--note-line); background: var(--note); padding: .75rem 1rem; margin: 0 0 1.5rem }
.outcome.alert { border-color: var(--alert-line); background: var(--alert) }
.outcome.good { border-color: var(--good-line); background: var(--good) }
.outcome p { margin: .25rem 0 }
.outcome .actor { font-weight: 600 }
a { color: inherit } .paper { display: none }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1.25rem; margin: 0 }
dt { color: var(--muted) }
dd { margin: 0; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; color: var(--muted); padding: 0 0 .4rem }
th, td { border-bottom: 1px solid var(--line); padding: .45rem .6rem; text-align: left; vertical-align: top }
thead th { background: var(--head); font-weight: 600 }
tbody th { font-weight: 600 }
th.number, td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.problems tbody th { width: 34% } .steps td:nth-child(2) { white-space: nowrap }
ul { margin: 0; padding-left: 1.25rem }
.small { color: var(--muted); font-size: .9rem; font-weight: 400 }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .6rem }
  table, caption, tbody, tr, th, td { display: block }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  tr { border: 1px solid var(--line); border-radius: .3rem; margin: 0 0 .75rem; padding: .5rem .75rem }
  tbody th, td, td.number { border: 0; padding: .15rem 0; text-align: left; white-space: normal; width: auto }
  .problems tbody th { width: auto } .steps td:nth-child(2) { white-space: normal }
  td:empty { display: none }
  td[data-label]::before { content: attr(data-label) ' : '; color: var(--muted) }
}
@page { size: A4; margin: 1.6cm 1.5cm 1.8cm }
@media print {
  :root { color-scheme: light; --text: #000; --muted: #333; --page: #fff; --line: #999; --head: #eee; --note: #fff; --note-line: #000; --alert: #fff; --alert-line: #000; --good: #fff; --good-line: #000 }
  body { max-width: none; padding: 0; font-size: 10pt }
  h1 { font-size: 15pt } h2 { font-size: 12pt; margin-top: 1.2em } h2, caption { break-after: avoid }
  .outcome { border: 1px solid #000; border-left-width: 4px }
  thead { display: table-header-group } tr, li, dt, dd { break-inside: avoid }
  .screen { display: none } .paper { display: block }
}`;

const HASH = createHash('sha256').update(REPORT_STYLE).digest('base64');

/** The page needs its own style and nothing else: no script, nothing from anywhere. */
export const REPORT_POLICY = `default-src 'none'; style-src 'sha256-${HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;
