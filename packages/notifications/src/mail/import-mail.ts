import {
  frenchInstant,
  type ImportNotificationData,
  type ImportNotificationKind,
  type RecipientType,
} from '@timetable/domain';
import { ACTORS, CLOSINGS, GENERAL_REMEDY, KIND_TEXTS, REMEDY } from './import-kind-texts.js';
import type { MailContent } from './mail-content.js';
import { layOut, type MailLink } from './mail-layout.js';
import { OWN_PAGES_LABEL } from './own-pages.js';

/** What a mail is made from. */
export interface ImportFact {
  readonly kind: ImportNotificationKind;
  readonly data: ImportNotificationData;
}

/**
 * Tells a person what became of a school's file, and who does what next. Carries no pupil's name as long as its input does
 * not.
 * @param link staff's to the page of the import; a depositor's to their own pages; undefined: they open nothing
 */
export function renderImportMail(
  { kind, data }: ImportFact,
  recipient: RecipientType,
  link: string | undefined,
): MailContent {
  const text = KIND_TEXTS[kind];
  const { school, fileName, sentences, news = [], remedy = GENERAL_REMEDY } = data;
  const advice = (data.advice ?? text.advice[recipient]).map((line) => line.replace(REMEDY, remedy));
  return layOut({
    subject: `[EDT] ${school} : ${text.headline}`,
    title: text.title,
    intro: ['Bonjour,', text.intro],
    facts: [
      { label: 'Établissement', value: school },
      { label: 'Fichier', value: fileName },
      { label: 'Reçu le', value: receptionOf(data) },
      { label: 'Qui doit agir', value: ACTORS[data.nextActor] },
    ],
    sections: [
      { heading: 'Ce qui est nouveau', lines: news },
      { heading: advice.length === 0 ? `${HAPPENED} et ce qu’il faut faire` : HAPPENED, lines: sentences },
      {
        heading: advice.length === 0 ? 'Pour en savoir plus' : 'Ce qu’il faut faire',
        lines: advice,
        link: link === undefined ? undefined : linkFor[recipient](link),
      },
    ],
    closing: CLOSINGS[recipient],
  });
}

const HAPPENED = 'Ce qui s’est passé';

const linkFor: Readonly<Record<RecipientType, (url: string) => MailLink>> = {
  staff: (url) => linkTo(url),
  depositor: (url) => ({ label: OWN_PAGES_LABEL, url }),
};

export const linkTo = (url: string): MailLink => ({ label: 'Ouvrir l’import', url });

/** « lundi 7 septembre 2026 à 8 h 05 » */
export const receptionOf = ({
  receivedAt,
  timeZone,
}: Pick<ImportNotificationData, 'receivedAt' | 'timeZone'>): string =>
  frenchInstant(new Date(receivedAt), timeZone);
