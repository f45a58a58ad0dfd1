import { CONTAINER_ROOT } from '../edt-container/container-facts.js';
import { EDT_NAMESPACE, EDT_ROOT } from '../edt/edt-document.js';
import { clip, Unreadable } from '../unreadable.js';
import type { Element } from '../xml/element-reader.js';

/**
 * Lets the root of a timetable through.
 * @throws Unreadable saying what else the document is.
 */
export function recogniseRoot(root: Element): void {
  const { name, namespace, line } = root;
  if (name === CONTAINER_ROOT) throw new Unreadable('encrypted_export');
  if (name !== EDT_ROOT) throw new Unreadable('wrong_root', { line, value: clip(name) });
  if (namespace !== EDT_NAMESPACE)
    throw new Unreadable('unknown_namespace', { line, value: clip(namespace) });
}
