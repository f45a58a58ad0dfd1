import type { AafRequestDraft } from '../aaf-writer.js';
import { STREETS, TOWNS } from '../french-names.js';
import { CLASS_SUBJECTS } from '../subjects.js';
import { firstName, isGirl, lastName, pick, spread, type AcademySchool } from './academy.js';

/** What of somebody is not what their number says, after some night's change. */
interface Changed {
  readonly className?: string;
  readonly lastName?: string;
}

/** National code of a subject of ours: the academy's files know no other. */
const subjectCode = (index: number): string => String(10_000 + index * 100).padStart(6, '0');

export function structureRequest({ id, uai, name, classes }: AcademySchool): AafRequestDraft {
  return {
    ...{ operation: 'add', category: 'EtabEducNat', id },
    attributes: {
      ...{ ENTStructureJointure: [id], ENTStructureUAI: [uai], ENTStructureNomCourant: [name] },
      ...{
        ENTStructureTypeStruct: ['COLLEGE'],
        ENTEtablissementMinistereTutelle: ["MINISTERE DE L'EDUCATION"],
      },
      ...address(Number(id), ''),
      ENTStructureClasses: classes.map((each) => `${each}$CLASSE ${each}$10010012110`),
      ENTStructureGroupes: classes.map((each) => `${each}GR1$GROUPE ${each}$${each}`),
    },
  };
}

export const subjectRequests = (): AafRequestDraft[] =>
  CLASS_SUBJECTS.map(({ label }, index) => ({
    ...{ operation: 'add', category: 'MatiereEducNat', id: subjectCode(index) },
    attributes: { ENTMatJointure: [subjectCode(index)], ENTLibelleMatiere: [label] },
  }));

export const levelRequests = (): AafRequestDraft[] => [
  {
    ...{ operation: 'add', category: 'MefEducNat', id: '10010012110' },
    attributes: { ENTMefJointure: ['10010012110'], ENTLibelleMef: ['6EME'] },
  },
];

export function teacherRequest({ id, classes }: AcademySchool, number: number): AafRequestDraft {
  const subject = subjectCode(spread(number) % CLASS_SUBJECTS.length);
  const own = classes.filter((_, index) => (index + number) % 4 === 0);
  return {
    ...{ operation: 'add', category: 'PersEducNat', id: teacherId(number) },
    attributes: {
      ...person(teacherId(number), number, birthDate(number, 1965, 30)),
      ENTPersonStructRattach: [id],
      ENTPersonSTSId: [`${50_000 + number}`],
      ENTPersonFonctions: [`${id}$ENS$ENSEIGNEMENT$L0202$LETTRES`],
      ENTAuxEnsClassesMatieres: own.map((name) => `${id}$${name}$${subject}`),
      ENTAuxEnsGroupesMatieres: own.map((name) => `${id}$${name}GR1$${subject}`),
    },
  };
}

export function pupilRequest(school: AcademySchool, number: number, changed: Changed = {}): AafRequestDraft {
  const { id } = school;
  const className = changed.className ?? classOf(school, number);
  const guardian = guardianId(number);
  return {
    ...{ operation: 'add', category: 'Eleve', id: pupilId(number) },
    attributes: {
      ENTEleveINE: [`${String(number).padStart(9, '0')}AB`],
      ENTEleveStructRattachId: [`${number}`],
      ...person(pupilId(number), number, birthDate(number, 2011, 4)),
      ...(changed.lastName !== undefined && { sn: [changed.lastName] }),
      ENTElevePersRelEleve: [`${guardian}$10$1$1$1$1`, `${guardian}1$20$0$1$0$0`],
      ...{ ENTEleveBoursier: ['N'], ENTEleveRegime: ['DEMI-PENSIONNAIRE DANS L’ETABLISSEMENT'] },
      ENTEleveTransport: ['N'],
      ...address(number, 'Person'),
      ...{ ENTEleveAdresseRel: [pupilId(number)], ENTEleveStatutEleve: ['SCOLAIRE'] },
      ...{ ENTEleveMEF: ['10010012110'], ENTEleveLibelleMEF: ['6EME'], ENTEleveNivFormation: ['6EME'] },
      ...{ ENTEleveFiliere: ['COLLEGE'], ENTEleveEnseignements: ['ANGLAIS LV1', 'ESPAGNOL LV2'] },
      ...{ ENTEleveCodeEnseignements: ['030201', '030602'], ENTPersonStructRattach: [id] },
      ...{ ENTEleveDateEntreeClasses: [`${id}$01/09/2026$${className}`], ENTEleveDateSortieClasses: [] },
      ...{ ENTEleveClasses: [`${id}$${className}`], ENTEleveGroupes: [`${id}$${className}GR1`] },
    },
  };
}

export const guardianRequest = (number: number): AafRequestDraft => ({
  ...{ operation: 'add', category: 'PersRelEleve', id: guardianId(number) },
  attributes: {
    ...person(guardianId(number), number, birthDate(number, 1970, 25)),
    ...address(number, 'Person'),
    ...{ homePhone: ['0100000000'], mobile: ['0600000000'], mail: [`parent${number}@example.org`] },
  },
});

export const classOf = ({ classes, pupils }: AcademySchool, number: number): string =>
  pick(classes, number - pupils.from);

export const pupilId = (number: number): string => `${10_000_000 + number}`;
const teacherId = (number: number): string => `${40_000_000 + number}`;
const guardianId = (number: number): string => `${70_000_000 + number}`;

const person = (id: string, number: number, born: string): NonNullable<AafRequestDraft['attributes']> => ({
  ENTPersonJointure: [id],
  ENTPersonDateNaissance: [born],
  ...{ ENTPersonNomPatro: [lastName(number)], sn: [lastName(number)], givenName: [firstName(number)] },
  ...{ ENTPersonAutresPrenoms: [firstName(number + 7)], personalTitle: [isGirl(number) ? 'Mme' : 'M.'] },
});

function address(number: number, of: 'Person' | ''): NonNullable<AafRequestDraft['attributes']> {
  const { postCode, name } = pick(TOWNS, number);
  const street = `${(spread(number, 3) % 90) + 1} ${pick(STREETS, spread(number, 4))}`;
  return of === ''
    ? { street: [street], postalCode: [postCode], l: [name] }
    : {
        ...{ ENTPersonAdresse: [`${street}$$$`], ENTPersonCodePostal: [postCode] },
        ...{ ENTPersonVille: [name], ENTPersonPays: ['FRANCE'] },
      };
}

const two = (number: number): string => String(number).padStart(2, '0');
const birthDate = (number: number, from: number, years: number): string =>
  `${two((spread(number, 5) % 28) + 1)}/${two((spread(number, 6) % 12) + 1)}/${from + (spread(number, 7) % years)}`;
