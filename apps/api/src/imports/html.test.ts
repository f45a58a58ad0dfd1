import { describe, expect, it } from '@jest/globals';
import { html } from './html.js';

describe('HTML templates', () => {
  it('escape what is inserted, and leave HTML as it is, alone or in lists', () => {
    const name = `<b>"L'été" & Cie</b>`;
    expect(html`<p>${name}</p>`.text).toBe('<p>&lt;b&gt;&quot;L&#39;été&quot; &amp; Cie&lt;/b&gt;</p>');
    const items = ['a', '<'].map((item) => html`<li>${item}</li>`);
    expect(
      html`<ul>
        ${items}
      </ul>`.text.replace(/\s+/g, ''),
    ).toBe('<ul><li>a</li><li>&lt;</li></ul>');
    expect(html`${null}${0}`.text).toBe('0');
  });
});
