import { frenchInteger } from '@timetable/domain';
import { html, Html } from '../html.js';
import { foldedOnScreen } from './report-folded.js';

type Cell = string | number | Html;

interface TableContent {
  /** Says what the rows are, where the title does not. */
  readonly caption?: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Of the style sheet. */
  readonly kind?: 'problems' | 'steps' | '';
  /** Shut until the reader opens it; open on paper. */
  readonly isFolded?: true;
}

/**
 * A section with a table; nothing when it has no rows. Roles are said again: a browser takes them from a table whose rows are
 * laid out as blocks, as on a telephone.
 */
export function tableSection(title: string, content: TableContent, after: Html = html``): Html {
  if (content.rows.length === 0) return html``;
  const id = title
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z]+/g, '-');
  const titled = (titleId: string) => ({
    title: html`<h2 id="${titleId}">${title}</h2>`,
    content: html`${table(titleId, content)}${after}`,
  });
  const shown = titled(id);
  if (content.isFolded) {
    const summary = html`${shown.title} (${frenchInteger(content.rows.length)})`;
    return foldedOnScreen({ ...shown, title: summary }, titled(`${id}-papier`));
  }
  return html`<section>${shown.title} ${shown.content}</section>`;
}

/** Without the columns in which no row says anything. */
function table(titleId: string, { caption, kind = '', ...content }: TableContent): Html {
  const isSaid = content.headings.map((_, column) => content.rows.some((cells) => !isEmpty(cells[column])));
  const headings = content.headings.filter((_, column) => isSaid[column]);
  const rows = content.rows.map((cells) => cells.filter((_, column) => isSaid[column]));
  const isNumeric = (column: number): boolean => rows.every((cells) => typeof cells[column] === 'number');
  return html`<table aria-labelledby="${titleId}" role="table" class="${kind}">
    ${
      caption === undefined
        ? html``
        : html`<caption>
            ${caption}
          </caption>`
    }
    <thead role="rowgroup">
      <tr role="row">
        ${headings.map((heading, index) => html`<th scope="col" role="columnheader" class="${isNumeric(index) ? 'number' : ''}">${heading}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(([first = '', ...rest]) => row(first, rest, headings.slice(1)))}
    </tbody>
  </table>`;
}

const isEmpty = (cell: Cell = ''): boolean => (cell instanceof Html ? cell.text : cell) === '';

const row = (first: Cell, rest: readonly Cell[], labels: readonly string[]): Html =>
  html`<tr role="row">
    <th scope="row" role="rowheader">${first}</th>
    ${rest.map((content, index) => cell(content, labels[index] ?? ''))}
  </tr> `;

// Nothing inside an empty cell, not even a space: it is left out on a telephone.
const cell = (content: Cell, label: string): Html =>
  typeof content === 'number'
    ? html`<td role="cell" data-label="${label}" class="number">${frenchInteger(content)}</td>`
    : html`<td role="cell" data-label="${label}">${content}</td>`;
