import { describe, expect, it } from '@jest/globals';
import { irregularDecisions } from './decision-pages.js';

const LIST = { path: 'docs/adr/README.md', text: '| [0012](0012-tables.md) | Tables |\n' };
const TABLES = {
  path: 'docs/adr/0012-tables.md',
  text: '# 0012 · Tables\n\nAccepted, November 2026. Amends [0001](0001-a.md).\n',
};
const messagesOf = (...pages: Parameters<typeof irregularDecisions>[0]) =>
  irregularDecisions(pages).map(({ message }) => message);

describe('Irregular decisions', () => {
  it('lets alone what is listed and begins as it should', () => {
    expect(messagesOf(LIST, TABLES, { path: 'docs/map.md', text: '# Map\n' })).toEqual([]);
  });

  it.each([
    '# 12. Tables\n\nAccepted, November 2026.\n',
    '# 0012 – Tables\n\nAccepted, November 2026.\n',
    '# 0013 · Tables\n\nAccepted, November 2026.\n',
    '# 0012 · Tables\n\nStatus: accepted.\n',
    '# 0012 · Tables\n\nAccepted, November 2026\n',
  ])('names a page of another form: %j', (text) => {
    expect(messagesOf(LIST, { ...TABLES, text })).toEqual([
      'docs/adr/0012-tables.md does not begin with « # 0012 · title » and « Accepted, month year. »',
    ]);
  });

  it('names a page that the list lacks', () => {
    expect(messagesOf(TABLES)).toEqual(['docs/adr/0012-tables.md is not in docs/adr/README.md']);
  });

  it('names both pages of one number', () => {
    const rooms = { path: 'docs/adr/0012-rooms.md', text: TABLES.text };
    const list = { ...LIST, text: `${LIST.text}| [0012](0012-rooms.md) | Rooms |\n` };
    expect(messagesOf(list, TABLES, rooms)).toEqual([
      'docs/adr/0012-tables.md bears a number that another page bears',
      'docs/adr/0012-rooms.md bears a number that another page bears',
    ]);
  });
});
