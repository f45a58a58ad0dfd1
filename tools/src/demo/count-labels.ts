const LABELS: Readonly<Record<string, string>> = {
  bytes: 'octets',
  courses: 'cours',
  pupils: 'élèves',
  teachers: 'enseignants',
  classes: 'classes',
  groups: 'groupes',
  warnings: 'avertissements',
  errors: 'erreurs',
  exceeded: 'seuils dépassés',
  groupsCreated: 'groupes créés',
  groupsModified: 'groupes modifiés',
  groupsRenamed: 'groupes renommés',
  groupsDeleted: 'groupes supprimés',
  membershipsAdded: 'rattachements',
  membershipsEnded: 'rattachements terminés',
  sessionsCreated: 'séances créées',
  sessionsModified: 'séances modifiées',
  sessionsCancelled: 'séances annulées',
  sessionsRevived: 'séances rétablies',
};

/** « 701 cours, 45 groupes créés »: what is not zero, and has a name worth reading. */
export function countsInFrench(counts: Readonly<Record<string, number>>): string {
  return Object.entries(LABELS)
    .map(([name, label]) => ({ label, count: counts[name] ?? 0 }))
    .filter(({ count }) => count > 0)
    .map(({ label, count }) => `${count.toLocaleString('fr-FR')} ${label}`)
    .join(', ');
}
