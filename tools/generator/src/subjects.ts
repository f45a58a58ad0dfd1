/** What is taught to a whole class, with how often it comes in a hundred courses. */
export interface SubjectPlan {
  readonly code: string;
  readonly label: string;
  readonly weight: number;
  /** Taught two hours in a row. */
  readonly isLong?: true;
}

export const CLASS_SUBJECTS: readonly SubjectPlan[] = [
  { code: 'FRANC', label: 'FRANÇAIS', weight: 17 },
  { code: 'MATHS', label: 'MATHÉMATIQUES', weight: 15 },
  { code: 'AGL1', label: 'ANGLAIS LV1', weight: 14 },
  { code: 'HIGEO', label: 'HISTOIRE-GÉOGRAPHIE', weight: 12 },
  { code: 'EPS', label: 'ÉDUCATION PHYSIQUE ET SPORTIVE', weight: 6, isLong: true },
  { code: 'SVT', label: 'SCIENCES DE LA VIE ET DE LA TERRE', weight: 7 },
  { code: 'PH-CH', label: 'PHYSIQUE-CHIMIE', weight: 7 },
  { code: 'TECHN', label: 'TECHNOLOGIE', weight: 6 },
  { code: 'A-PLA', label: 'ARTS PLASTIQUES', weight: 4 },
  { code: 'EDMUS', label: 'ÉDUCATION MUSICALE', weight: 4 },
  { code: 'ESP2', label: 'ESPAGNOL LV2', weight: 5 },
  { code: 'EMC', label: 'ENSEIGNEMENT MORAL ET CIVIQUE', weight: 2 },
  { code: 'VIE CL', label: 'HEURE DE VIE DE CLASSE', weight: 1 },
];

export const GROUP_SUBJECTS: readonly Omit<SubjectPlan, 'weight'>[] = [
  { code: 'AP FR', label: 'ACCOMPAGNEMENT FRANÇAIS' },
  { code: 'AP MA', label: 'ACCOMPAGNEMENT MATHÉMATIQUES' },
  { code: 'TP SVT', label: 'TRAVAUX PRATIQUES SVT' },
  { code: 'TP PC', label: 'TRAVAUX PRATIQUES PHYSIQUE-CHIMIE' },
];

export const OPTION_SUBJECTS: readonly Omit<SubjectPlan, 'weight'>[] = [
  { code: 'LATIN', label: 'LATIN' },
  { code: 'ALL2', label: 'ALLEMAND LV2' },
  { code: 'CHANT', label: 'CHANT CHORAL' },
  { code: 'GREC', label: 'LANGUES ET CULTURES DE L’ANTIQUITÉ' },
  { code: 'THEAT', label: 'ATELIER THÉÂTRE' },
];

/** Noted in EDT without anybody to attend: real files hold dozens of them, which give no session. */
export const EMPTY_SUBJECT = { code: 'NOTE DE VIE SCOL', label: 'NOTE DE VIE SCOLAIRE' };
