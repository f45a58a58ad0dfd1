import { frenchSpacing } from '@timetable/domain';
import escapeHtml from 'escape-html';
import type { MailContent } from './mail-content.js';

/** A mail before its form: one source for the text and the HTML, so that they never say different things. */
export interface MailDraft {
  readonly subject: string;
  readonly title: string;
  readonly intro: readonly string[];
  /** Short labelled values: which school, which file, when. */
  readonly facts: readonly MailFact[];
  /** One that says nothing is left out. */
  readonly sections: readonly MailSection[];
  readonly closing: string;
}

interface MailFact {
  readonly label: string;
  readonly value: string;
}

interface MailSection {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly facts?: readonly MailFact[];
  readonly link?: MailLink | undefined;
}

export interface MailLink {
  readonly label: string;
  readonly url: string;
}

export function layOut(draft: MailDraft): MailContent {
  const sections = draft.sections.filter(
    ({ lines, facts = [], link }) => lines.length + facts.length > 0 || link !== undefined,
  );
  return {
    subject: oneLine(draft.subject),
    textBody: toText({ ...draft, sections }),
    htmlBody: toHtml({ ...draft, sections }),
  };
}

function toText({ title, intro, facts, sections, closing }: MailDraft): string {
  const blocks = [
    title,
    ...intro,
    factsToText(facts),
    ...sections.map(sectionToText),
    // The usual mark that ends the message proper.
    `-- \n${closing}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const factsToText = (facts: readonly MailFact[]): string =>
  facts.map(({ label, value }) => `${label} : ${oneLine(value)}`).join('\n');

function sectionToText({ heading, lines, facts = [], link }: MailSection): string {
  return [
    heading,
    ...lines.map((line) => `- ${oneLine(line)}`),
    // On a line of its own: an address is copied whole.
    ...facts.map(({ label, value }) => `${label} :\n${oneLine(value)}`),
    ...(link === undefined ? [] : [`${link.label} :\n${link.url}`]),
  ].join('\n');
}

/** No image, no style sheet, no script: nothing is fetched when the mail is opened, and it prints as it reads. */
function toHtml({ title, intro, facts, sections, closing }: MailDraft): string {
  return [
    '<!DOCTYPE html>',
    '<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title></head>`,
    '<body style="font-family:sans-serif;line-height:1.5;max-width:40em;margin:0 auto;padding:1em;color:#1a1a1a;background:#ffffff">',
    `<h1 style="font-size:1.3em">${sentence(title)}</h1>`,
    ...intro.map((paragraph) => `<p>${sentence(paragraph)}</p>`),
    factsToHtml(facts),
    ...sections.map(sectionToHtml),
    `<p style="color:#555555;font-size:.9em;border-top:1px solid #cccccc;padding-top:.5em">${sentence(closing)}</p>`,
    '</body></html>',
    '',
  ].join('\n');
}

/** No line of a narrow screen begins with « % » or « : ». Addresses and passwords are given as they are. */
const sentence = (text: string): string => escapeHtml(frenchSpacing(text));

function factsToHtml(facts: readonly MailFact[]): string {
  if (facts.length === 0) return '';
  const items = facts.map(
    ({ label, value }) =>
      // Names of files and addresses have no space to break at, and a phone is narrow.
      `<dt style="font-weight:bold">${escapeHtml(label)}</dt><dd style="margin:0 0 .5em 0;overflow-wrap:anywhere">${escapeHtml(value)}</dd>`,
  );
  return `<dl>${items.join('\n')}</dl>`;
}

function sectionToHtml({ heading, lines, facts = [], link }: MailSection): string {
  const items = lines.map((line) => `<li style="overflow-wrap:anywhere">${sentence(line)}</li>`).join('');
  return [
    `<h2 style="font-size:1.1em">${sentence(heading)}</h2>`,
    ...(lines.length === 0 ? [] : [`<ul style="padding-left:1.2em">${items}</ul>`]),
    factsToHtml(facts),
    // The address is the link's text: it survives printing, and a reader sees where it leads.
    ...(link === undefined
      ? []
      : [
          `<p style="overflow-wrap:anywhere">${escapeHtml(link.label)} :<br><a href="${escapeHtml(link.url)}">${escapeHtml(link.url)}</a></p>`,
        ]),
  ].join('\n');
}

/** File names are chosen outside: a line break or an invisible mark in one must not reshape the mail or its headers. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
