import escapeHtml from 'escape-html';
import type { MailContent } from './mail-content.js';

/** A mail before its form: one source for the text and the HTML, so that they never say different things. */
export interface MailDraft {
  readonly subject: string;
  readonly title: string;
  readonly intro: readonly string[];
  /** Short labelled values: which school, which file, when. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sections: readonly MailSection[];
  readonly link?: { readonly label: string; readonly url: string };
  readonly closing: string;
}

interface MailSection {
  readonly heading: string;
  readonly lines: readonly string[];
}

export function layOut(draft: MailDraft): MailContent {
  return { subject: oneLine(draft.subject), textBody: toText(draft), htmlBody: toHtml(draft) };
}

function toText({ title, intro, facts, sections, link, closing }: MailDraft): string {
  const blocks = [
    title,
    ...intro,
    facts.map(({ label, value }) => `${label} : ${oneLine(value)}`).join('\n'),
    ...sections
      .filter(({ lines }) => lines.length > 0)
      .map(({ heading, lines }) => [heading, ...lines.map((line) => `- ${oneLine(line)}`)].join('\n')),
    ...(link === undefined ? [] : [`${link.label} :\n${link.url}`]),
    // The usual mark that ends the message proper.
    `-- \n${closing}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** No image, no style sheet, no script: nothing is fetched when the mail is opened, and it prints as it reads. */
function toHtml({ title, intro, facts, sections, link, closing }: MailDraft): string {
  const body = [
    `<h1 style="font-size:1.3em">${escapeHtml(title)}</h1>`,
    ...intro.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    '<dl>',
    ...facts.map(
      ({ label, value }) =>
        `<dt style="font-weight:bold">${escapeHtml(label)}</dt><dd style="margin:0 0 .5em 0">${escapeHtml(value)}</dd>`,
    ),
    '</dl>',
    ...sections.filter(({ lines }) => lines.length > 0).map(sectionToHtml),
    // The address is the link's text: it survives printing, and a reader sees where it leads.
    ...(link === undefined
      ? []
      : [
          `<p>${escapeHtml(link.label)} :<br><a href="${escapeHtml(link.url)}">${escapeHtml(link.url)}</a></p>`,
        ]),
    `<p style="color:#555555;font-size:.9em">${escapeHtml(closing)}</p>`,
  ];
  return [
    '<!DOCTYPE html>',
    `<html lang="fr"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    '<body style="font-family:sans-serif;line-height:1.5;max-width:40em;color:#1a1a1a;background:#ffffff">',
    ...body,
    '</body></html>',
    '',
  ].join('\n');
}

function sectionToHtml({ heading, lines }: MailSection): string {
  const items = lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('');
  return `<h2 style="font-size:1.1em">${escapeHtml(heading)}</h2>\n<ul>${items}</ul>`;
}

/** File names are chosen outside: a line break or an invisible mark in one must not reshape the mail or its headers. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
