import type { Offence, TextFile } from './offence.js';

/** A paragraph of a page that tells what one does, or sees, in the console. */
const TOLD = /^\*\*In the console\*\*[\s\S]*?(?=\n\n|$(?![\s\S]))/gm;
const QUOTED = /« (?<words>[^»]+) »/g;

/** Spaces that never break, lines that are folded and marks of JSX are not words. */
const plain = (text: string): string =>
  text
    .replaceAll(/&nbsp;/g, ' ')
    .replaceAll(/\\u(?:202f|00a0)/gi, ' ')
    .replaceAll(/\s+/g, ' ');

/**
 * Names of screens and words of buttons that pages quote, and that the console does not say: whoever looks for them would look
 * in vain.
 * @param said files whose text the console shows
 */
export function unsaidByTheConsole(pages: readonly TextFile[], said: readonly TextFile[]): Offence[] {
  const shown = said.map(({ text }) => plain(text));
  return pages.flatMap(({ path, text }) =>
    [...text.matchAll(TOLD)]
      .flatMap(([paragraph]) => [...plain(paragraph).matchAll(QUOTED)])
      .map(({ groups }) => groups?.['words'] ?? '')
      .filter((words) => !shown.some((file) => file.includes(words)))
      .map((words) => {
        const message = `${path} quotes « ${words} », which the console does not say`;
        return { key: message, message };
      }),
  );
}
