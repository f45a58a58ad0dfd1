import type { Directory } from '@timetable/domain';
import type { CollegeDirectory } from './college.js';

/** A directory as the database and the rules have it: each class under its establishment's id. */
export function campusDirectory(
  campusCode: string,
  { teachers, pupils, classes }: Omit<CollegeDirectory, 'users'>,
): Directory {
  return {
    teachers,
    pupils,
    classes: classes.map(({ id, name, establishment }) => ({
      id,
      name,
      establishmentId: `${campusCode}/${establishment}`,
    })),
  };
}
