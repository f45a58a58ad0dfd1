import { html, type Html } from '../html.js';

interface Titled {
  readonly title: Html;
  readonly content: Html;
}

/**
 * Shut until the reader opens it, and open on paper: printed from a copy, since most browsers print of what is shut its summary
 * alone, whatever a style sheet says.
 * @param printed the copy, with no id of the other
 */
export const foldedOnScreen = (shown: Titled, printed: Titled): Html =>
  html`<details class="screen">
      <summary>${shown.title}</summary>
      ${shown.content}
    </details>
    <div class="paper">${printed.title} ${printed.content}</div>`;
