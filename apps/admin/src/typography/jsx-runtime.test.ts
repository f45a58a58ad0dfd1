import { expect, it } from '@jest/globals';
import { Fragment, jsx, jsxs } from './jsx-runtime.js';

const TYPED = 'Année 2026-2027 : « oui »';
const SPACED = 'Année 2026\u20112027\u00a0: «\u00a0oui\u00a0»';
/** As a link of the router, which makes its element by itself. */
const Component = (): null => null;

it('spaces the texts of elements, fragments and components', () => {
  for (const type of ['p', Fragment, Component] as const) {
    expect(jsx(type, { children: TYPED }).props).toEqual({ children: SPACED });
    expect(jsxs(type, { children: [TYPED, 3, TYPED] }).props).toEqual({ children: [SPACED, 3, SPACED] });
  }
});

it('spaces what is read of an element, and of a component only what is for readers alone', () => {
  const props = { 'aria-label': TYPED, title: TYPED, label: TYPED };
  expect(jsx('button', props).props).toEqual({ 'aria-label': SPACED, title: SPACED, label: SPACED });
  expect(jsx(Component, props).props).toEqual({ ...props, 'aria-label': SPACED });
});

it('leaves what is copied or typed to the letter', () => {
  for (const type of ['code', 'textarea'] as const)
    expect(jsx(type, { children: TYPED }).props).toEqual({ children: TYPED });
});
