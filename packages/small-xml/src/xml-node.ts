/** An element of a small document, as it is written: names keep their prefixes, values their blanks. */
export interface XmlNode {
  readonly name: string;
  /** In the order written, each name once. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Elements and texts; what stands in CDATA is text. */
  readonly children: readonly (XmlNode | string)[];
  /** Where the element starts in the text, counted in characters from 0. */
  readonly position: number;
}
