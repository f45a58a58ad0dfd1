/** One request of a feed: somebody, or something, that is added, changed or gone. */
export interface AafRequest {
  readonly operation: 'add' | 'modify' | 'delete';
  /** `Eleve`, `PersEducNat`, `EtabEducNat`… */
  category: string;
  id: string;
  /** Values without blanks, empty ones left out: an attribute that is given without any is an empty list. */
  readonly attributes: Map<string, readonly string[]>;
}
