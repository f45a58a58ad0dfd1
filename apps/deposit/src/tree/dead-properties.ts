import { refusals } from '../http/refusal.js';
import { qualifiedName, type XmlElement } from '../guard/xml-element.js';
import { xmlLength } from '../guard/xml-text.js';

const MAX_PROPERTIES = 64;
const MAX_BYTES = 32 * 1024;

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
      else result.set(qualifiedName(element), element);
    }
    let bytes = 0;
    for (const element of result.values()) bytes += xmlLength(element);
    if (result.size > MAX_PROPERTIES || bytes > MAX_BYTES) throw refusals.tooManyProperties();
    this.#elements.clear();
    for (const [name, element] of result) this.#elements.set(name, element);
  }
}

export interface PropertyChange {
  readonly action: 'set' | 'remove';
  /** The property itself: its name is the property's, its children its value. */
  readonly element: XmlElement;
}
