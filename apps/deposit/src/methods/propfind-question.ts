import { childOf, childrenOf, DAV, nameOnly, qualifiedName, type XmlElement } from '../xml/xml-element.js';
import { refusals } from '../http/refusal.js';

/** Programs ask for fewer than thirty; what is asked is answered for each resource of a listing. */
const MAX_ASKED = 64;

/** Properties by qualified name, each once, without content. */
export type Asked = ReadonlyMap<string, XmlElement>;

/** What a PROPFIND wants to know of each resource. */
export interface PropfindQuestion {
  /** Every property with its value, the asked ones added; every name; or the asked ones alone. */
  readonly kind: 'all' | 'names' | 'some';
  readonly asked: Asked;
}

/**
 * @param body undefined: all, as RFC 4918 §9.1 says
 * @throws Refusal 400, or 413 when more is asked than any program needs
 */
export function propfindQuestion(body: XmlElement | undefined): PropfindQuestion {
  if (body === undefined) return { kind: 'all', asked: new Map() };
  if (body.namespace !== DAV || body.name !== 'propfind') throw refusals.malformedXml();
  const some = childOf(body, 'prop');
  if (some !== undefined) return { kind: 'some', asked: askedIn(some) };
  if (childOf(body, 'propname') !== undefined) return { kind: 'names', asked: new Map() };
  if (childOf(body, 'allprop') === undefined) throw refusals.malformedXml();
  const include = childOf(body, 'include');
  return { kind: 'all', asked: include === undefined ? new Map() : askedIn(include) };
}

function askedIn(list: XmlElement): Asked {
  const asked = new Map(childrenOf(list).map((wanted) => [qualifiedName(wanted), nameOnly(wanted)]));
  if (asked.size > MAX_ASKED) throw refusals.tooManyPropertiesAsked(MAX_ASKED);
  return asked;
}
