import { CampusTree, DEFAULT_QUOTA, type TreeQuota } from './campus-tree.js';

/** The trees of the campuses that used the door lately, and nothing of the others. */
export class CampusTreeRegistry {
  readonly #trees = new Map<string, CampusTree>();

  constructor(private readonly quota: TreeQuota = DEFAULT_QUOTA) {}

  treeOf(campusCode: string, establishmentCodes: readonly string[], now: Date): CampusTree {
    let tree = this.#trees.get(campusCode);
    if (tree === undefined) {
      tree = new CampusTree(campusCode, this.quota, now);
      this.#trees.set(campusCode, tree);
    }
    tree.ensureEstablishments(establishmentCodes, now);
    return tree;
  }

  /** Every minute. */
  expire(now: Date): void {
    for (const [campusCode, tree] of this.#trees) if (tree.expire(now)) this.#trees.delete(campusCode);
  }

  get size(): number {
    return this.#trees.size;
  }
}
