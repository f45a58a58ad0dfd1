import type { AafRequest } from './aaf-request.js';

/** A text without anything that XML reads otherwise than it stands, its five entities apart. */
const TEXT = String.raw`[^<>&\r\0-\x08\v\f\x0e-\x1f\ufffe\uffff]*(?:&(?:amp|lt|gt|quot|apos);[^<>&\r\0-\x08\v\f\x0e-\x1f\ufffe\uffff]*)*`;
const VALUES = String.raw`(?:\s*<value>${TEXT}</value>|\s*<value ?/>)*`;

const HEAD = new RegExp(
  String.raw`\s*<(add|modify|delete)Request>\s*<operationalAttributes>\s*<attr name="\w+">\s*<value>(\w+)</value>\s*</attr>\s*` +
    String.raw`</operationalAttributes>\s*<identifier>\s*<id>(${TEXT})</id>\s*</identifier>\s*(?:<(attributes|modifications)>)?`,
  'y',
);
const ATTRIBUTE = new RegExp(String.raw`\s*<attr name="(\w+)">(${VALUES})\s*</attr>`, 'y');
const MODIFICATION = new RegExp(
  String.raw`\s*<modification name="(\w+)" operation="\w+">(${VALUES})\s*</modification>`,
  'y',
);
const LIST_END = { attributes: /\s*<\/attributes>/y, modifications: /\s*<\/modifications>/y };
const END = /\s*<\/(add|modify|delete)Request>/y;
const VALUE = /<value>([^<]*)</g;

/**
 * The request that begins here, if it is written as academies write theirs: nothing but elements and their texts, no other
 * attribute, no comment, no CDATA. An expression reads that twenty times as fast as an XML parser, which is there for all else.
 * @returns with where it ends; undefined when it is not written so, or is not whole
 */
export function plainRequest(
  text: string,
  from: number,
  isWanted: (attribute: string) => boolean,
): { readonly request: AafRequest; readonly end: number } | undefined {
  const head = matchAt(HEAD, text, from);
  if (head === undefined) return undefined;
  const [, operation, category = '', id = '', list] = head;
  const attributes = new Map<string, readonly string[]>();
  let end = HEAD.lastIndex;
  if (list === 'attributes' || list === 'modifications') {
    const each = list === 'attributes' ? ATTRIBUTE : MODIFICATION;
    for (let found = matchAt(each, text, end); found !== undefined; found = matchAt(each, text, end)) {
      end = each.lastIndex;
      const [, name = '', values = ''] = found;
      if (isWanted(name)) attributes.set(name, valuesOf(values));
    }
    if (matchAt(LIST_END[list], text, end) === undefined) return undefined;
    end = LIST_END[list].lastIndex;
  }
  const [, closed] = matchAt(END, text, end) ?? [];
  if (closed === undefined || closed !== operation || !isOperation(operation)) return undefined;
  return { request: { operation, category, id: ownText(id), attributes }, end: END.lastIndex };
}

function matchAt(expression: RegExp, text: string, from: number): RegExpExecArray | undefined {
  expression.lastIndex = from;
  return expression.exec(text) ?? undefined;
}

const isOperation = (name: string): name is AafRequest['operation'] =>
  name === 'add' || name === 'modify' || name === 'delete';

function valuesOf(text: string): string[] {
  const values: string[] = [];
  VALUE.lastIndex = 0;
  for (let found = VALUE.exec(text); found !== null; found = VALUE.exec(text)) {
    const value = ownText(found[1] ?? '');
    if (value !== '') values.push(value);
  }
  return values;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const ownText = (text: string): string =>
  (text.includes('&') ? text.replaceAll(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '') : text)
    .trim()
    .normalize('NFC');
