import { escaped } from './xml-text.js';

export type AafCategory = keyof typeof CATEGORY_ATTRIBUTES;

/** One request of an academic directory (AAF). */
export interface AafRequestDraft {
  readonly operation: 'add' | 'modify' | 'delete';
  readonly category: AafCategory;
  readonly id: string;
  /** By name; an attribute without values is written empty. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
}

const CATEGORY_ATTRIBUTES = {
  Eleve: 'categoriePersonne',
  PersEducNat: 'categoriePersonne',
  PersRelEleve: 'categoriePersonne',
  EtabEducNat: 'categorieStructure',
  MatiereEducNat: 'categorieMatiere',
  MefEducNat: 'categorieMef',
} as const;

/** What begins every file of the feed: its document type is never there to be resolved. */
export const AAF_START =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd">\n<ficAlimMENESR>\n';
export const AAF_END = '</ficAlimMENESR>\n';

export function aafRequest({ operation, category, id, attributes = {} }: AafRequestDraft): string {
  const [list, item, more] =
    operation === 'modify'
      ? ['modifications', 'modification', ' operation="replace"']
      : ['attributes', 'attr', ''];
  const values = Object.entries(attributes).map(
    ([name, given]) => `<${item} name="${name}"${more}>${valuesOf(given)}</${item}>`,
  );
  const content = operation === 'delete' ? '' : `<${list}>${values.join('')}</${list}>`;
  return (
    `<${operation}Request><operationalAttributes><attr name="${CATEGORY_ATTRIBUTES[category]}"><value>${category}</value></attr>` +
    `</operationalAttributes><identifier><id>${escaped(id)}</id></identifier>${content}</${operation}Request>\n`
  );
}

const valuesOf = (values: readonly string[]): string =>
  values.length === 0 ? '<value/>' : values.map((value) => `<value>${escaped(value)}</value>`).join('');

export const aafFile = (requests: readonly AafRequestDraft[]): string =>
  AAF_START + requests.map(aafRequest).join('') + AAF_END;
