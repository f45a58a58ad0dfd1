import { LEFT_ALONE_TYPES, SESSION_CHANGE_TYPES } from '@timetable/domain';

const listed = (types: readonly string[]): string => `(${types.map((type) => `'${type}'`).join(', ')})`;

/** For `type IN …`: what an import makes of sessions. */
export const SESSION_CHANGES = listed(SESSION_CHANGE_TYPES);

/** For `type IN …`: what it leaves as it is. */
export const LEFT_ALONE = listed(LEFT_ALONE_TYPES);
