import { DIRECTORY_ROWS } from '@timetable/contracts';
import { isStorable, storableText } from '@timetable/domain';
import type { Token } from 'stream-json/parser.js';
import { assembler } from 'stream-json/assembler.js';
import { invalidFields } from '../errors/api-error.js';
import { unstorableErrors } from '../http/unstorable-text.js';
import type { DirectoryRows, ListName } from './directory-rows.js';

/**
 * Makes the rows of a directory of the tokens of its JSON, one at a time: an object of lists of rows. Where it stands is its
 * depth: 0 outside, 1 among the lists, 2 in a list; a member that no list is called is passed over.
 */
export class DirectoryReader {
  readonly #rows: DirectoryRows;
  #depth = 0;
  #member = '';
  /** undefined: outside of the lists, or in a member that is none. */
  #list: ListName | undefined;
  #row: ReturnType<typeof assembler> | undefined;

  constructor(rows: DirectoryRows) {
    this.#rows = rows;
  }

  /** @throws ApiError `validation_failed` */
  take(token: Token): void {
    if (this.#list !== undefined && (this.#row !== undefined || token.name !== 'endArray')) {
      this.#takeOfRow(this.#list, token);
    } else {
      this.#takeOutside(token);
    }
  }

  #takeOfRow(list: ListName, token: Token): void {
    this.#row ??= assembler();
    this.#row.consume(token);
    if (!this.#row.done) return;
    const row = this.#row.current;
    this.#row = undefined;
    this.#rows.add(list, row);
  }

  #takeOutside(token: Token): void {
    switch (token.name) {
      case 'startObject':
      case 'startArray':
        if (this.#depth === 0 && token.name === 'startArray') throw NO_OBJECT;
        if (this.#depth === 1) this.#beginMember(token.name === 'startArray');
        this.#depth += 1;
        break;
      case 'endObject':
      case 'endArray':
        this.#depth -= 1;
        if (this.#depth === 1) this.#list = undefined;
        break;
      case 'keyValue':
        this.#checkText(token.value);
        if (this.#depth === 1) this.#member = token.value;
        break;
      case 'stringValue':
        this.#checkText(token.value);
        this.#refuseScalar();
        break;
      case 'numberValue':
      case 'nullValue':
      case 'trueValue':
      case 'falseValue':
        this.#refuseScalar();
        break;
      // Pieces of what the parser gives whole besides.
      case 'startKey':
      case 'endKey':
      case 'startString':
      case 'endString':
      case 'stringChunk':
      case 'startNumber':
      case 'endNumber':
      case 'numberChunk':
      case 'whitespace':
        break;
    }
  }

  #beginMember(isArray: boolean): void {
    if (!isList(this.#member)) return;
    if (!isArray) this.#rows.refuse({ field: this.#member, message: NO_LIST });
    else if (this.#rows.begin(this.#member)) this.#list = this.#member;
    else this.#rows.refuse({ field: this.#member, message: 'Cette liste est donnée deux fois.' });
  }

  #refuseScalar(): void {
    if (this.#depth === 0) throw NO_OBJECT;
    if (this.#depth === 1 && isList(this.#member))
      this.#rows.refuse({ field: this.#member, message: NO_LIST });
  }

  /** Nothing reads what is passed over, but nothing that cannot be kept is taken either. */
  #checkText(text: string): void {
    if (isStorable(text)) return;
    const field = this.#depth === 1 && this.#member === '' ? text : this.#member;
    this.#rows.refuse(...unstorableErrors([storableText(field === '' ? text : field)]));
  }
}

const NO_LIST = 'Ce champ doit contenir une liste.';
const NO_OBJECT = invalidFields([{ field: '', message: 'Ce champ doit contenir un objet.' }]);

const isList = (member: string): member is ListName => Object.hasOwn(DIRECTORY_ROWS, member);
