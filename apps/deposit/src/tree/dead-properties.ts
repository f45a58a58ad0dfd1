import { refusals } from '../http/refusal.js';
import { detached, nodeCount, qualifiedName, type XmlElement } from '../xml/xml-element.js';
import { xmlLength } from '../xml/xml-writer.js';

const MAX_PROPERTIES = 64;
/** Of all of a resource's together, as text: a listing gives back those of each of its resources. */
const MAX_LENGTH = 8 * 1024;
/** Elements, attributes and texts, which take more memory than what is written of them. */
const MAX_NODES = 256;

/** Properties a client attached to a resource: kept and given back as they came, never understood. */
export class DeadProperties {
  readonly #elements = new Map<string, XmlElement>();

  get(name: string): XmlElement | undefined {
    return this.#elements.get(name);
  }

  all(): Iterable<XmlElement> {
    return this.#elements.values();
  }

  copy(): DeadProperties {
    const copy = new DeadProperties();
    for (const [name, element] of this.#elements) copy.#elements.set(name, element);
    return copy;
  }

  /**
   * Applies every change or none, in order.
   *
   * @throws Refusal 507 when the resource would carry too much
   */
  apply(changes: readonly PropertyChange[]): void {
    const result = new Map(this.#elements);
    for (const { action, element } of changes) {
      if (action === 'remove') result.delete(qualifiedName(element));
      else result.set(qualifiedName(element), detached(element));
    }
    let length = 0;
    let nodes = 0;
    for (const element of result.values()) {
      length += xmlLength(element);
      nodes += nodeCount(element);
    }
    if (result.size > MAX_PROPERTIES || length > MAX_LENGTH || nodes > MAX_NODES)
      throw refusals.tooManyProperties();
    this.#elements.clear();
    for (const [name, element] of result) this.#elements.set(name, element);
  }
}

export interface PropertyChange {
  readonly action: 'set' | 'remove';
  /** The property itself: its name is the property's, its children its value. */
  readonly element: XmlElement;
}
