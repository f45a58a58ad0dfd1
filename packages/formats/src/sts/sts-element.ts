import type { XmlNode } from '@timetable/small-xml';
import { parseName } from '../reading/values.js';

/** An element of a document of STSWEB: its data stand in attributes and in texts, often padded with line breaks. */
export class StsElement {
  readonly name: string;
  /** From 1. */
  readonly line: number;
  /** Its own text, without the blanks around; empty when there is none. */
  readonly text: string;
  readonly #attributes: ReadonlyMap<string, string>;
  readonly #children: readonly StsElement[];

  /** @param lineAt asked in the order of the document */
  constructor(node: XmlNode, lineAt: (position: number) => number) {
    this.name = node.name;
    this.line = lineAt(node.position);
    this.text = parseName(node.children.filter((child) => typeof child === 'string').join(''));
    this.#attributes = new Map([...node.attributes].map(([name, value]) => [name, parseName(value)]));
    this.#children = node.children.flatMap((child) =>
      typeof child === 'string' ? [] : [new StsElement(child, lineAt)],
    );
  }

  /** All the elements at this path below it. */
  all(...[name, ...below]: readonly string[]): readonly StsElement[] {
    const found = this.#children.filter((child) => child.name === name);
    return below.length === 0 ? found : found.flatMap((child) => child.all(...below));
  }

  /** Text of the first element at this path; empty when there is none. */
  value(...path: readonly string[]): string {
    return this.all(...path)[0]?.text ?? '';
  }

  /** Empty when it is absent or blank. */
  attribute(name: string): string {
    return this.#attributes.get(name) ?? '';
  }
}
