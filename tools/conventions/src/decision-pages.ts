import type { Offence, TextFile } from './offence.js';

const FOLDER = 'docs/adr/';
const LIST = `${FOLDER}README.md`;

/** Decisions that do not begin as the others do, that the list lacks, or whose number is another one's. */
export function irregularDecisions(pages: readonly TextFile[]): Offence[] {
  const list = pages.find(({ path }) => path === LIST)?.text ?? '';
  const decisions = pages.filter(({ path }) => path.startsWith(FOLDER) && path !== LIST);
  const numbers = decisions.map(({ path }) => numberOf(path));
  return decisions.flatMap(({ path, text }) => {
    const number = numberOf(path);
    const isAlone = numbers.indexOf(number) === numbers.lastIndexOf(number);
    return [
      ...(BEGINNING.exec(text)?.groups?.['number'] === number
        ? []
        : [`${path} does not begin with « # ${number} · title » and « Accepted, month year. »`]),
      ...(list.includes(`[${number}](${path.slice(FOLDER.length)})`) ? [] : [`${path} is not in ${LIST}`]),
      ...(isAlone ? [] : [`${path} bears a number that another page bears`]),
    ].map((message) => ({ key: path, message }));
  });
}

const BEGINNING = /^# (?<number>\d{4}) · \S.*\n\nAccepted, [A-Z][a-z]+ \d{4}\./;

const numberOf = (path: string): string => path.slice(FOLDER.length, FOLDER.length + 4);
