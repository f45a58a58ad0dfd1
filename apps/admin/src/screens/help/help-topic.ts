/** The help of a screen: what somebody needs who has it before them for the first time. */
export interface HelpTopic {
  /** The screen's own. */
  readonly title: string;
  /** Below a campus, where its help leads back to it; absent of one of many, and of what is no page of a campus. */
  readonly path?: string;
  /** What it is for. */
  readonly purpose: string;
  /** Paragraphs of an explanation. */
  readonly explanation: readonly string[];
  /** What to do when…; buttons are called as the screen calls them, « so ». */
  readonly cases: readonly { readonly when: string; readonly answer: string }[];
  readonly words: readonly HelpWord[];
}

export interface HelpWord {
  readonly word: string;
  readonly meaning: string;
}
