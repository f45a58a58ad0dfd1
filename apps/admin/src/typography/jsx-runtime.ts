/**
 * Elements as React makes them, their texts spaced as French typography wants: whoever writes a sentence, here or in the API,
 * types ordinary spaces, and none breaks before « : ». The compiler calls this for every element (`jsxImportSource`).
 */
import { frenchSpacing } from '@timetable/contracts';
import type { ElementType, Key, ReactElement } from 'react';
import { jsx as element, jsxs as elements } from 'react/jsx-runtime';

export { Fragment, type JSX } from 'react/jsx-runtime';

type Props = Readonly<Record<string, unknown>>;

/** What people read or hear of an element beside its children; of a component, whose other properties may be anything. */
const READ = ['title', 'aria-label', 'placeholder', 'label', 'data-column'];
const READ_OF_COMPONENTS = ['aria-label'];
/** What is copied, or typed, stays to the letter. */
const LITERAL = new Set(['code', 'textarea']);

export const jsx = (type: ElementType, props: Props, key?: Key): ReactElement =>
  element(type, spaced(type, props), key);

export const jsxs = (type: ElementType, props: Props, key?: Key): ReactElement =>
  elements(type, spaced(type, props), key);

/** Also texts that a component is handed: a link of the router makes its element by itself. */
function spaced(type: ElementType, props: Props): Props {
  const isElement = typeof type === 'string';
  if (isElement && LITERAL.has(type)) return props;
  const names = isElement ? READ : READ_OF_COMPONENTS;
  const read = names.filter((name) => name in props).map((name) => [name, spacedText(props[name])] as const);
  return {
    ...props,
    ...Object.fromEntries(read),
    ...('children' in props && { children: spacedChildren(props['children']) }),
  };
}

const spacedChildren = (children: unknown): unknown =>
  Array.isArray(children) ? children.map(spacedText) : spacedText(children);

const spacedText = (value: unknown): unknown => (typeof value === 'string' ? frenchSpacing(value) : value);
