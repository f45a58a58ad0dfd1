/** An element as it opens. */
export interface Element {
  /** Local name. */
  readonly name: string;
  readonly namespace: string;
  /** Where the element starts in the file, from 1. */
  readonly line: number;
  /** Value of an attribute without namespace. */
  attribute(name: string): string | undefined;
}

/**
 * What reads the content of one element. A document is read by path: each reader knows only its own children, so that two
 * elements of the same name in different places never mix.
 */
export interface ElementReader {
  /** The reader of a child element; undefined to ignore the child and everything inside. */
  child?(element: Element): ElementReader | undefined;
  text?(text: string): void;
  close?(): void;
}

/** Reader of an element all of whose data are in its attributes. */
export const LEAF: ElementReader = {};
