/** The style of the pages: one small sheet, sent with each page, without pictures and fonts. */
import { createHash } from 'node:crypto';

const style = `
:root { color-scheme: light dark; --ink: #1c2321; --paper: #ffffff; --back: #eef2f0; --line: #8a9793; --deed: #0b5d4e; --on-deed: #ffffff; --wrong: #9c1c1c; --hint: #4a5653; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eef2f0; --paper: #1d2523; --back: #121816; --line: #7d8a86; --deed: #6fd3bd; --on-deed: #0b1f1a; --wrong: #ff9d94; --hint: #b4c0bc; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--back); color: var(--ink); font: 1rem/1.5 system-ui, 'Noto Sans', 'Noto Sans Devanagari', sans-serif; }
.page { max-width: 26rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
.clinic { margin: 0 0 1rem; font-weight: 600; overflow-wrap: anywhere; }
main { background: var(--paper); border-radius: .5rem; padding: 1.5rem; }
h1 { margin: 0 0 .75rem; font-size: 1.4rem; line-height: 1.25; overflow-wrap: anywhere; }
p { margin: 0 0 1rem; }
label, legend { display: block; font-weight: 600; margin-bottom: .25rem; padding: 0; }
input[type=email], input[type=password], input[type=text], input[type=tel], input[type=date], textarea { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .25rem; padding: .6rem .75rem; margin-bottom: 1rem; }
input[aria-invalid=true], select[aria-invalid=true], textarea[aria-invalid=true] { border: 2px solid var(--wrong); }
.hint { color: var(--hint); margin: -.75rem 0 1rem; font-size: .9rem; }
.wrong { border-left: .3rem solid var(--wrong); color: var(--wrong); padding: .25rem 0 .25rem .75rem; font-weight: 600; }
button { font: inherit; font-weight: 600; width: 100%; min-height: 2.9rem; padding: .5rem 1rem; border: 1px solid var(--deed); border-radius: .25rem; background: var(--deed); color: var(--on-deed); cursor: pointer; margin-bottom: .75rem; overflow-wrap: anywhere; }
a.button { display: block; font-weight: 600; text-align: center; text-decoration: none; min-height: 2.9rem; padding: .6rem 1rem; border: 1px solid var(--deed); border-radius: .25rem; color: var(--deed); overflow-wrap: anywhere; }
button.second { background: transparent; color: var(--deed); }
.code { font: 600 1.6rem/1.4 ui-monospace, monospace; letter-spacing: .1em; text-align: center; }
.qr { display: block; width: 100%; max-width: 15rem; height: auto; margin: 0 auto 1rem; border-radius: .25rem; }
.key { font: 600 1.05rem/1.6 ui-monospace, monospace; letter-spacing: .05em; overflow-wrap: anywhere; }
.codes { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .25rem 1rem; font: 600 1.05rem/1.6 ui-monospace, monospace; }
.saved { border-left: .3rem solid var(--deed); padding: .25rem 0 .25rem .75rem; font-weight: 600; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1.1rem; line-height: 1.3; }
.entries { list-style: none; padding: 0; }
.entries > li { border-top: 1px solid var(--line); padding: .75rem 0 0; }
.entries p { margin: 0 0 .5rem; overflow-wrap: anywhere; }
legend.plain { font-weight: 400; margin-bottom: .75rem; color: var(--hint); }
.choices { list-style: none; padding: 0; }
.detail { font-weight: 400; }
nav { margin-bottom: 1.25rem; }
nav a { display: block; padding: .6rem 0; border-top: 1px solid var(--line); font-weight: 600; }
select { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .25rem; padding: .6rem .75rem; margin-bottom: 1rem; }
.check { display: flex; gap: .6rem; align-items: flex-start; font-weight: 400; margin-bottom: 1rem; }
.check input { width: 1.2rem; height: 1.2rem; margin: .15rem 0 0; accent-color: var(--deed); flex: none; }
textarea { display: block; min-height: 6rem; resize: vertical; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0 1rem; }
.lines { white-space: pre-line; overflow-wrap: anywhere; }
.above { color: var(--hint); margin: 0 0 .25rem; font-size: .9rem; }
dl { margin: 0 0 1rem; }
dt { font-weight: 600; }
dd { margin: 0 0 .75rem; overflow-wrap: anywhere; }
[hidden] { display: none; }
fieldset { border: 0; margin: 0; padding: 0; }
ul { margin: 0 0 1rem; padding-left: 1.25rem; }
a { color: var(--deed); }
:focus-visible { outline: 3px solid var(--deed); outline-offset: 2px; }
footer { margin-top: 1rem; font-size: .9rem; color: var(--hint); }
`;

export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** The style element. The hash in the policy covers its content to the last space. */
export const styleElement = `<style>${style}</style>`;
