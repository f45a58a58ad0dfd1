import type { DigestNotificationData } from '@timetable/domain';
import { linkTo, receptionOf, type ImportFact } from './import-mail.js';
import { ACTORS, CLOSINGS, KIND_TEXTS } from './import-kind-texts.js';
import type { MailContent } from './mail-content.js';
import { layOut } from './mail-layout.js';

/**
 * What happened since the last summary, in one mail; only people who sign in have one.
 * @param linkOf the page of an import
 */
export function renderDigestMail(
  { items }: DigestNotificationData,
  linkOf: (importId: string) => string,
): MailContent {
  const schools = [...new Set(items.map(({ data }) => data.school))];
  const [school, ...others] = schools;
  const about = others.length === 0 ? (school ?? '') : `${schools.length} établissements`;
  const points = items.length === 1 ? 'un point à voir' : `${items.length} points à voir`;
  return layOut({
    subject: `[EDT] ${about} : résumé du jour, ${points}`,
    title: 'Emplois du temps : le résumé du jour',
    intro: ['Bonjour,', 'Voici ce que les imports ont signalé depuis le résumé précédent.'],
    facts: [],
    sections: items.map((item) => ({
      heading: `${item.data.school} : ${KIND_TEXTS[item.kind].headline}`,
      lines: linesOf(item),
      link: linkTo(linkOf(item.data.importId)),
    })),
    closing: CLOSINGS.staff,
  });
}

const linesOf = ({ data }: ImportFact): string[] => [
  `Fichier ${data.fileName}, reçu le ${receptionOf(data)}.`,
  ...(data.news ?? []),
  ...data.sentences,
  `Qui doit agir : ${ACTORS[data.nextActor]}.`,
];
