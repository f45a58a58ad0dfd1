import { DIRECTORY_TEMPLATES, type DirectoryTemplate } from '@timetable/directory-feeds';
import { DIRECTORY_LISTS } from '@timetable/domain';
import { notFound } from '../errors/api-error.js';
import { tableText, type Table } from '../http/table.js';

/** @throws ApiError `not_found` */
export function directoryTemplate(name: string): Table {
  const list = DIRECTORY_LISTS.find((known) => known === name);
  if (list === undefined)
    throw notFound(`Il n’y a pas de modèle « ${name} » : ${DIRECTORY_LISTS.join(', ')}.`);
  const template: DirectoryTemplate = DIRECTORY_TEMPLATES[list];
  const columns = template.headings.map((header, index) => ({
    header,
    cell: (row: DirectoryTemplate) => row.example[index] ?? '',
  }));
  return { name: template.name, text: tableText(columns, [template]) };
}
