import { normaliseName } from '../names/normalise-name.js';

/** Whose password it is: what whoever guesses tries first. */
export interface PasswordOwner {
  readonly login: string;
  readonly name: string;
  /** Code and name of their campus, names of its establishments; empty for an operator. */
  readonly school: readonly string[];
}

/** Letters, once folded, that have to be left when what anybody would guess is taken away. */
const LEAST_LEFT = 6;
const LEAST_DIFFERENT = 5;
const LEAST_WORD = 3;

/** What passwords are made of where nobody thinks of one, in French schools and elsewhere, longest first. */
const COMMON =
  `administrateur administration enseignant etablissement mot2passe motdepasse professeur principale
   vie scolaire viescolaire emploidutemps indexeducation pronote password passw0rd passe welcome bienvenue
   bonjour azertyuiop qwertyuiop qsdfghjklm wxcvbn azerty qwerty qwertz college lycee ecole eleve admin
   gestionnaire changeme changezmoi letmein secret soleil iloveyou jetaime chouchou doudou loulou
   marseille paris france football dragon monkey master superman`
    .split(/\s+/)
    .filter((word) => word !== '');

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const RUNS = Array.from({ length: ALPHABET.length - 3 }, (_, start) => ALPHABET.slice(start, start + 4));

/** Written for letters, by those who think it fools somebody. */
const LETTERS_OF: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '0': 'o',
  $: 's',
  '5': 's',
  '1': 'i',
  '!': 'i',
};

/**
 * Whether a password says nothing but what everybody, or everybody who knows the person, would try. Of long passwords this is
 * all that is asked: what has to have a digit and a capital ends in « 1! ».
 */
export function isGuessable(password: string, owner: PasswordOwner): boolean {
  const words = [...COMMON, ...RUNS, ...wordsOf([owner.login, owner.name, ...owner.school])];
  // Read both ways: « 4 » may be a letter, or a year's.
  return [password, disguised(password)].some((text) => isLittle(without(folded(text), words)));
}

const disguised = (password: string): string =>
  password.replace(/[@43051$!]/g, (sign) => LETTERS_OF[sign] ?? sign);

const folded = (text: string): string => normaliseName(text).replace(/[^\p{L}\p{N}]/gu, '');

const wordsOf = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => [folded(text), ...normaliseName(text).split(/[^\p{L}\p{N}]+/u)]);

function without(text: string, words: readonly string[]): string {
  const longestFirst = words.filter(({ length }) => length >= LEAST_WORD).sort((a, b) => b.length - a.length);
  let left = text;
  for (const word of longestFirst) left = left.replaceAll(word, '');
  // Years, dates, and what is counted up.
  return left.replace(/\d+/g, '');
}

const isLittle = (left: string): boolean => left.length < LEAST_LEFT || new Set(left).size < LEAST_DIFFERENT;
