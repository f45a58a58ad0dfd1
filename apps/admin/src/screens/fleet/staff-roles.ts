import type { Role } from '@timetable/contracts';

export const STAFF_ROLE_LABELS: Readonly<Record<Role, string>> = {
  operator: 'Exploitant',
  manager: 'Gestionnaire',
  viewer: 'Lecteur',
};
