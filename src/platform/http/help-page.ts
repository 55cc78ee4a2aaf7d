interface HelpPage {
  title: string;
  /** HTML below the title. */
  body: string;
  /** CSS of its own. */
  style: string;
}

/** A page for whoever programs with the API, with the way to its documentation. */
export const renderHelpPage = ({ title, body, style }: HelpPage): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:45rem;margin:3rem auto;padding:0 1rem}${style}</style>
<h1>${title}</h1>
${body}
<p><a href="/docs">The documentation of this API</a></p></html>`;
