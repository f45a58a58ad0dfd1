import { html, type Html } from '../html.js';

/**
 * Shut until the reader opens it, and open on paper: printed from a copy, since most browsers print of what is shut its summary
 * alone, whatever a style sheet says.
 * @param title what is always seen; `printed` without what only the page needs
 */
export const foldedOnScreen = (
  title: { readonly shown: Html; readonly printed: Html },
  content: Html,
): Html =>
  html`<details class="screen">
      <summary>${title.shown}</summary>
      ${content}
    </details>
    <div class="paper">${title.printed} ${content}</div>`;
