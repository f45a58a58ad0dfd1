import { describe, expect, it } from '@jest/globals';
import type { ImportReport } from '@timetable/contracts';
import {
  hasWritten,
  IMPORT_STATUS_LABELS,
  IMPORT_STEPS,
  IMPORT_STEP_LABELS,
  INTERRUPTED_MESSAGE,
  KEY_MISSING_MESSAGE,
  nextStepSentence,
  STEP_STATE_LABELS,
  TERMINATED_MESSAGE,
  type ImportStatus,
  type NextActor,
} from '@timetable/domain';
import { reportPage } from './report-page.js';

const isStatus = (text: string): text is ImportStatus => text in IMPORT_STATUS_LABELS;
const STATUSES = Object.keys(IMPORT_STATUS_LABELS).filter(isStatus);

function reportOf(
  status: ImportStatus,
  changes: Partial<ImportReport> = {},
  nextActor: NextActor = 'nobody',
): ImportReport {
  return {
    id: '3f0c2a7e-0000-4000-8000-000000000001',
    campus: 'cite-42',
    campusName: 'Cité scolaire Jean-Moulin',
    establishment: 'clg',
    establishments: [{ code: 'clg', uai: '9990001X', name: 'Collège Jean-Moulin' }],
    timeZone: 'Europe/Paris',
    receivedAt: '2026-11-24T07:15:00.000Z',
    endedAt: '2026-11-24T07:15:42.000Z',
    status,
    statusLabel: IMPORT_STATUS_LABELS[status],
    written: hasWritten(status) ?? null,
    nextActor,
    nextStep: nextStepSentence(status, nextActor),
    origin: 'automatic',
    fileName: 'EDT_2026.zip',
    account: 'emp.marie.dupont',
    message: null,
    messageCode: null,
    steps: IMPORT_STEPS.map((step) => ({
      step,
      label: IMPORT_STEP_LABELS[step],
      state: 'ok',
      stateLabel: STEP_STATE_LABELS.ok,
      startedAt: '2026-11-24T07:15:03.000Z',
      endedAt: '2026-11-24T07:15:15.000Z',
      counts: {},
      message: null,
    })),
    sizeBytes: 48_213,
    sha256: 'a'.repeat(64),
    timetableSha256: 'b'.repeat(64),
    sourceAvailable: true,
    schoolYear: '2026-2027',
    format: 'edt',
    formatVersion: '1.1',
    software: 'EDT 2026',
    exportedAt: null,
    exportedBy: null,
    firstOfYear: false,
    attempt: 1,
    thresholds: [verdict('% de matières créées', { exceeded: false })],
    counts: { sessionsCreated: 13_740, sessionsCancelled: 1, sessionsUnchanged: 486 },
    planHash: null,
    queuePosition: null,
    supersededBy: null,
    planLinesGone: null,
    planErasedAt: null,
    personalDataErasedAt: null,
    decisions: [],
    problems: [],
    unmatched: { total: 0, groups: [], items: [] },
    recognised: { total: 0, items: [] },
    courseChanges: { total: 0, items: [] },
    absent: { total: 0, items: [] },
    replaced: { total: 0, sentence: null, classCount: 0, classes: [] },
    kept: { past: 0, editedByHand: 0, sessions: [], unread: [] },
    ...changes,
  };
}

function verdict(
  label: string,
  changes: Partial<ImportReport['thresholds'][number]>,
): ImportReport['thresholds'][number] {
  return {
    ...{ code: 'subjects_created', group: 'thresholds', label, numerator: 1, denominator: 38, limit: 50 },
    ...{ blocking: true, exceeded: false, judged: true, sentence: `${label}, en clair` },
    ...changes,
  };
}

/** What a person reads, without marks. */
const textOf = (page: string): string =>
  page
    .replace(/<style>[^]*<\/style>/, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll(/\s+/g, ' ');
const read = (report: ImportReport): string => textOf(reportPage(report));

describe('the report page', () => {
  it.each(['held', 'rejected', 'ignored', 'superseded', 'refused', 'cancelled', 'interrupted'] as const)(
    'of an import that is %s says that nothing was written, and what would be',
    (status) => {
      const text = read(reportOf(status));
      expect(text).toMatch('Rien n’a été modifié dans l’ENT.');
      expect(text).toMatch('Ce que l’import changerait');
      expect(text).toMatch('13 740 seraient créées, 1 serait annulée, 486 inchangées');
    },
  );

  it.each(['integrated', 'integrated_with_alerts'] as const)(
    'of an import that is %s says what was',
    (status) => {
      const text = read(reportOf(status));
      expect(text).not.toMatch('Rien n’a été modifié');
      expect(text).toMatch('Ce que l’import a changé');
      expect(text).toMatch('13 740 créées, 1 annulée, 486 inchangées');
    },
  );

  it('always says who must act', () => {
    for (const status of STATUSES)
      expect(read(reportOf(status))).toMatch(/Personne n’a rien à faire|pas terminé/);
    expect(read(reportOf('held', {}, 'manager'))).toMatch(
      'C’est à un gestionnaire de vie scolaire de décider',
    );
    expect(read(reportOf('rejected', {}, 'depositor'))).toMatch(
      'C’est à la personne qui exporte l’emploi du temps',
    );
    expect(read(reportOf('interrupted', {}, 'operator'))).toMatch('C’est à l’exploitant de l’ENT');
  });

  it('gives a person’s reason with the refusal, who and when', () => {
    const decision = {
      decision: 'refuse',
      by: 'c.dupuis',
      at: '2026-11-24T09:30:00.000Z',
      planHash: null,
    } as const;
    const reason = 'Il manque les 3es <en stage>';
    const page = reportPage(
      reportOf('refused', { message: 'Écarté par c.dupuis.', decisions: [{ ...decision, reason }] }),
    );
    expect(textOf(page)).toMatch(
      'Écarté par c.dupuis le mardi 24 novembre 2026 à 10 h 30. Motif : « Il manque les 3es &lt;en stage&gt; ».',
    );
    expect(page.indexOf('Motif :')).toBeLessThan(page.indexOf('<h2 '));
  });

  it('names the school as it is called, and tells the time that is there', () => {
    const overseas = { timeZone: 'Pacific/Noumea', campusName: 'Collège Jean-Moulin' };
    const text = read(reportOf('integrated', overseas));
    expect(text).toMatch('Collège Jean-Moulin');
    expect(text).not.toMatch(/\bclg\b|cite-42/);
    expect(text).toMatch('24 novembre 2026 à 18 h 15');
    const whole = read(
      reportOf('integrated', {
        establishment: null,
        establishments: [
          { code: 'clg', uai: '9990001X', name: 'Collège Jean-Moulin' },
          { code: 'lyc', uai: '9990002Y', name: 'Lycée Jean-Moulin' },
        ],
      }),
    );
    expect(whole).toMatch(
      'Cité scolaire Jean-Moulin : tous les établissements (Collège Jean-Moulin, Lycée Jean-Moulin)',
    );
  });

  it('puts exceeded thresholds first, and does not call respected what was not judged', () => {
    const page = reportPage(
      reportOf('held', {
        thresholds: [
          verdict('respecté', {}),
          verdict('sans objet', { judged: false }),
          verdict('alerte', { exceeded: true, blocking: false }),
          verdict('bloquant', { exceeded: true }),
        ],
      }),
    );
    const order = ['bloquant', 'alerte', 'respecté', 'sans objet'].map((label) =>
      page.indexOf(`rowheader">${label}<`),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(textOf(page)).toMatch('sans objet Non applicable');
  });

  it('folds what is within its bounds, and says how much that is', () => {
    const page = reportPage(
      reportOf('held', {
        thresholds: [
          verdict('respecté', {}),
          verdict('sans objet', { judged: false }),
          verdict('bloquant', { exceeded: true }),
        ],
      }),
    );
    const [, folded = ''] = /<details[^>]*>([^]*?)<\/details>/.exec(page) ?? [];
    expect(textOf(folded)).toMatch(/Seuils sans dépassement \(2\).*respecté.*sans objet/);
    expect(folded).not.toMatch('bloquant');
  });

  it('prints what is folded on the screen, in browsers that print nothing of what is shut', () => {
    const thresholds = [verdict('respecté', {}), verdict('bloquant', { exceeded: true })];
    const page = reportPage(reportOf('held', { thresholds }));
    const [, printed = ''] = /<div class="paper">([^]*?)<\/div>/.exec(page) ?? [];
    expect(textOf(printed)).toMatch(/Seuils sans dépassement Seuil .*respecté/);
    expect(page).toMatch(/@media print \{[^]*\.screen \{ display: none \} \.paper \{ display: block \}/);
    const ids = Array.from(page.matchAll(/ id="([^"]+)"/g), ([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says what a running import is doing', () => {
    const [first, ...others] = reportOf('running').steps;
    const steps = first === undefined ? [] : [{ ...first, state: 'running' as const }, ...others];
    expect(read(reportOf('running', { steps }))).toMatch('Étape en cours : transfert du fichier.');
    expect(read(reportOf('held', { steps }))).not.toMatch('Étape en cours');
  });

  it.each([INTERRUPTED_MESSAGE, KEY_MISSING_MESSAGE, TERMINATED_MESSAGE])(
    'says once that nothing was written: %s',
    (message) => {
      const text = read(reportOf('interrupted', { message }, 'operator'));
      expect(text.match(/modifié/g)).toHaveLength(1);
      expect(text.match(/relancer/g)).toHaveLength(1);
    },
  );

  it('says once what a step has in common with the outcome, and leaves out columns that say nothing', () => {
    const message = 'Le fichier est celui d’un autre établissement.';
    const steps = reportOf('rejected').steps.map((step) =>
      step.step === 'validation' ? { ...step, state: 'failed' as const, message } : step,
    );
    const text = read(reportOf('rejected', { message, steps }));
    expect(text.match(new RegExp(message, 'g'))).toHaveLength(1);
    expect(text).not.toMatch('Précision');
    const held = reportOf('refused', {
      steps: steps.map((step) => (step.step === 'thresholds' ? { ...step, message: 'Intégrez.' } : step)),
    });
    expect(read(held)).toMatch('Précision');
    expect(read(held)).not.toMatch('Intégrez.');
  });

  it('says that the ENT is up to date, and where the newer file is of one that was replaced', () => {
    expect(read(reportOf('integrated'))).toMatch(
      'L’emploi du temps de l’ENT est à jour. Personne n’a rien à faire.',
    );
    const supersededBy = '3f0c2a7e-0000-4000-8000-000000000002';
    expect(reportPage(reportOf('superseded', { supersededBy }))).toMatch(`href="../${supersededBy}/report"`);
  });

  it('says which ids the directory replaced, and that sessions made anew are none of those cancelled', () => {
    const sentence = 'L’annuaire a donné un autre identifiant à 2 classes.';
    const classes = [
      { label: '6A', formerLabel: null },
      { label: '6 B', formerLabel: '6B' },
    ];
    const text = read(reportOf('integrated', { replaced: { total: 2, sentence, classCount: 2, classes } }));
    expect(text).toContain(`Identifiants changés dans l’annuaire ${sentence} 6A 6 B (avant :`);
    expect(text).toMatch(/rattaché à une séance annulée \(cahier de textes, appel\) y reste\./);
    expect(read(reportOf('held'))).toMatch(/y resterait\./);
    expect(read(reportOf('integrated', { firstOfYear: true }))).not.toMatch('cahier de textes');
  });

  it('says where a problem is in EDT, the line last, and keeps apart what nobody has to mend', () => {
    const problem = {
      code: 'x',
      severity: 'warning',
      count: 12,
      meaning: 'Deux cours.',
      advice: 'Voyez.',
    } as const;
    const consequences = [{ code: 'y', count: 700, meaning: 'Des cours le nomment.' }];
    const text = read(
      reportOf('integrated', {
        problems: [
          {
            ...problem,
            callsForAction: true,
            examples: [{ line: 1204, place: 'MARTIN, mardi 9 h' }],
            consequences,
          },
          { ...problem, callsForAction: false, examples: [], consequences: [], meaning: 'Cours vides.' },
        ],
      }),
    );
    expect(text).toMatch('Problèmes du fichier');
    expect(text).toMatch('Des cours le nomment. (700)');
    expect(text).toMatch('MARTIN, mardi 9 h (ligne 1204) et 11 autres');
    expect(text.indexOf('Pour information')).toBeGreaterThan(text.indexOf('Deux cours.'));
    expect(text.indexOf('Cours vides.')).toBeGreaterThan(text.indexOf('Pour information'));
  });

  it('names what a place alone does not tell, and no number that only machines know', () => {
    const examples = [{ line: 331, place: 'cours, 6A, lundi', value: 'matière n° 5 : 3 renvois' }];
    const problem = {
      severity: 'error',
      count: 1,
      meaning: 'Un.',
      advice: 'Voyez.',
      callsForAction: true,
    } as const;
    const textWith = (code: string) =>
      read(reportOf('rejected', { problems: [{ ...problem, code, examples, consequences: [] }] }));
    expect(textWith('row_missing')).toMatch('cours, 6A, lundi – matière n° 5 : 3 renvois (ligne 331)');
    expect(textWith('overlap_teacher')).toMatch('cours, 6A, lundi (ligne 331)');
  });

  it('says once for all who are unmatched why, what to do and who, then their names, and counts the others', () => {
    const unknown = { kind: 'pupil', reason: null, actor: 'manager' } as const;
    const reason = { code: 'homonyms', sentence: 'Plusieurs portent ce nom dans l’ENT.' };
    const homonyms = { kind: 'teacher', reason, actor: 'manager' } as const;
    const items = Array.from({ length: 50 }, (_, i) => ({
      ...{ kind: 'pupil' as const, label: `ÉLÈVE ${i}`, candidates: 0, reason: null },
    }));
    const page = reportPage(
      reportOf('held', {
        unmatched: {
          total: 1_141,
          groups: [
            { ...homonyms, count: 1, title: '1 enseignant non rapproché', advice: 'Choisissez.' },
            { ...unknown, count: 1_140, title: '1 140 élèves inconnus de l’ENT', advice: 'Cherchez.' },
          ],
          items: [{ kind: 'teacher', label: 'DUPONT Jean', candidates: 2, reason }, ...items],
        },
      }),
    );
    const text = textOf(page);
    expect(text).toMatch(
      /1 enseignant non rapproché Plusieurs portent ce nom dans l’ENT. Choisissez. À faire par un gestionnaire de vie scolaire. DUPONT Jean \(2 candidats\)/,
    );
    expect(text).toMatch(/1 140 élèves inconnus de l’ENT Cherchez. À faire par/);
    expect(text.match(/Cherchez/g)).toHaveLength(1);
    const [, folded = ''] =
      /<details[^>]*>([^]*?)<\/details>/.exec(page.slice(page.indexOf('non-rapproches'))) ?? [];
    expect(textOf(folded)).toMatch(/Les noms \(1 140\) ÉLÈVE 0 .* ÉLÈVE 49 et 1 090 autres/);
    expect(page).toMatch('href="unmatched?format=csv"');
  });

  it('gives the courses that change, biggest first as they come', () => {
    const courseChanges = {
      total: 1,
      items: [
        {
          ...{ type: 'moved' as const, sentence: 'MATHS, 3A : mardi 9 h → jeudi 10 h', sessions: 31 },
          ...{ subject: 'MATHS', audience: ['3A'], teachers: [] },
        },
      ],
    };
    expect(read(reportOf('held', { courseChanges }))).toMatch('MATHS, 3A : mardi 9 h → jeudi 10 h 31');
  });

  it('has one title, and no script nor anything from elsewhere', () => {
    const page = reportPage(reportOf('held'));
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<script|https?:|src=/);
  });
});
