import {
  DIRECTORY_NOUNS,
  frenchCount,
  frenchList,
  frenchLongDate,
  type DirectoryState,
  type SchoolYear,
} from '@timetable/contracts';
import { campusAddress, importAddress } from '../frame/addresses.js';
import type { FirstStep } from './first-steps.js';

interface StepWords {
  readonly title: string;
  /** What it is for, for who has never seen it. */
  readonly explanation: string;
  /** The button of who does it now. */
  readonly act: string;
  /** The link of who looks at it again; undefined: there is nothing to look at. */
  readonly look: string | undefined;
  /** The screen, below the campus. */
  readonly path: string;
}

export const FIRST_STEP_WORDS: Readonly<Record<FirstStep, StepWords>> = {
  directory: {
    title: 'L’annuaire',
    explanation:
      'Les noms du fichier d’EDT sont cherchés parmi les personnes et les classes que l’ENT connaît.',
    act: 'Charger l’annuaire',
    look: 'Voir l’annuaire',
    path: 'reglages',
  },
  year: {
    title: 'L’année scolaire',
    explanation: 'Les séances sont créées entre ces deux dates.',
    act: 'Voir les dates',
    look: 'Voir les dates',
    path: 'annee',
  },
  closures: {
    title: 'Les fermetures',
    explanation: 'Aucune séance n’est créée ces jours-là, vacances et jours fériés.',
    act: 'Voir les fermetures',
    look: 'Voir les fermetures',
    path: 'fermetures',
  },
  file: {
    title: 'Le premier fichier',
    explanation:
      'Dans EDT, exportez l’emploi du temps au format prévu pour l’ENT (un fichier .zip ou .xml), puis choisissez-le ici. Il est lu ; rien n’est encore modifié.',
    act: 'Choisir le fichier à importer',
    look: undefined,
    path: 'importer',
  },
  preview: {
    title: 'L’aperçu',
    explanation:
      'Le fichier est comparé à l’ENT : lisez ce qui serait créé, et les noms que l’ENT ne connaît pas. Si c’est ce que vous attendez, choisissez « Intégrer ce plan ».',
    act: 'Lire l’aperçu',
    look: undefined,
    path: '',
  },
  approval: {
    title: 'Votre accord',
    explanation:
      'Une fois le plan intégré, les groupes et les séances sont créés : l’emploi du temps est visible dans l’ENT.',
    act: 'Lire l’aperçu',
    look: undefined,
    path: '',
  },
  account: {
    title: 'Le compte d’accès pour EDT',
    explanation:
      'Il donne une adresse, à coller une fois dans EDT : EDT envoie ensuite chaque changement tout seul.',
    act: 'Relier EDT',
    look: 'Voir les comptes',
    path: 'comptes',
  },
};

/** Where the step is done or looked at. @param importId of the import under way; undefined: none */
export const firstStepAddress = (campus: string, step: FirstStep, importId: string | undefined): string =>
  step === 'preview' && importId !== undefined
    ? importAddress(campus, importId)
    : campusAddress(campus, FIRST_STEP_WORDS[step].path);

/** What is there already, where a number or a date says it; undefined: nothing to say. */
export function firstStepFact(
  step: FirstStep,
  { year, directory }: { readonly year: SchoolYear; readonly directory: DirectoryState | undefined },
): string | undefined {
  switch (step) {
    case 'directory':
      return directory && directory.teachers.count > 0 ? `${frenchList(countsOf(directory))}.` : undefined;
    case 'year':
      return `Du ${frenchLongDate(year.startsOn)} au ${frenchLongDate(year.endsOn)}.`;
    case 'closures':
      return year.closures.length === 0
        ? 'Aucune période n’est encore enregistrée : celles du fichier seront reprises.'
        : `${frenchCount(year.closures.length, 'période est prévue', 'périodes sont prévues')}.`;
    case 'file':
    case 'preview':
    case 'approval':
    case 'account':
      return undefined;
  }
}

const countsOf = (directory: DirectoryState): string[] =>
  (['teachers', 'pupils', 'classes'] as const).map((list) => {
    const { singular, plural } = DIRECTORY_NOUNS[list];
    return frenchCount(directory[list].count, singular, plural);
  });
