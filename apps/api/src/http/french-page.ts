import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { html, type Html } from '../imports/html.js';

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 26rem; margin: 2rem auto; padding: 0 1rem }
  h1 { font-size: 1.5rem }
  :focus-visible { outline: .2rem solid #f5a623; outline-offset: .15rem }
  .error { border-left: .3rem solid #b00020; padding: .5rem .8rem; background: #fdecee; overflow-wrap: anywhere }
  .note { color: #555; font-size: .9rem; overflow-wrap: anywhere }`;

// Whole, since the policy names the very characters between its tags.
const STYLE_ELEMENT = html.raw(`<style>${STYLE}</style>`);

/** Nothing is fetched, no script runs, no form is sent. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** A small page for people: narrow, so that it reads alike on a phone. @param content of its `main`, with an `h1` */
export function sendPage(response: Response, status: number, title: string, content: Html): void {
  response
    .status(status)
    .set('Content-Security-Policy', POLICY)
    .set('Cache-Control', 'no-store')
    .type('text/html')
    .send(
      html`<!doctype html>
        <html lang="fr">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>${title}</title>
            ${STYLE_ELEMENT}
          </head>
          <body>
            <main>${content}</main>
          </body>
        </html>`.text,
    );
}
