import { frenchCount } from '@timetable/domain';
import { html, type Html } from '../html.js';

/** How many a list leaves out: « Et 12 autres. »; nothing where it has them all. */
export const others = (
  left: number,
  [one, several]: readonly [string, string] = ['autre', 'autres'],
): Html => (left > 0 ? html`<p class="small">Et ${frenchCount(left, one, several)}.</p>` : html``);

/** The same, with where all of them are. */
export const allNames = (list: 'recognised' | 'absent', left: number): Html =>
  left > 0 ? html`${others(left)} ${download(list)}` : html``;

// The report's own address ends with « report »: its lists are beside it.
export const download = (list: 'unmatched' | 'recognised' | 'absent'): Html =>
  html`<p class="screen">
    <a href="${list}?format=csv" download>Télécharger tous les noms</a> (un par ligne, pour un tableur)
  </p>`;
