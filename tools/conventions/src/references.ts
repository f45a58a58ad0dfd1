import type { Offence, TextFile } from './offence.js';
import { anchorsOf, sectionNumbersOf } from './markdown.js';

/** « import-rules §4 », « edt.md §7 and §8 »: a page of `docs` and the numbers of some of its headings. */
const SECTIONS = /\b(?<page>[a-z][\w-]*)(?:\.md)? (?<numbers>§\d+(?:\.\d+)*(?:(?:, | and )§\d+(?:\.\d+)*)*)/g;
/** A page by its name, in a comment or a sentence. */
const PAGE = /(?<page>(?:[\w.-]+\/)*[\w-]+\.md)\b/g;
/** A path from the root, in backquotes. What is made, or stands for several, is not looked for. */
const QUOTED_PATH =
  /`(?<path>(?:\.ci|apps|activities|deploy|docs|packages|test|tools|workflows)\/[\w./@-]+)`/g;
const LINK = /\]\((?<target>[^)\s]+)\)/g;
const FENCED = /^```[\s\S]*?^```/gm;

/** What comments and pages point at and is not there: pages, numbered sections, paths, links and their headings. */
export function danglingReferences(files: readonly TextFile[], paths: ReadonlySet<string>): Offence[] {
  const pages = new Map(
    files.filter(({ path }) => path.endsWith('.md')).map(({ path, text }) => [path, text]),
  );
  return files.flatMap((file) => {
    const isPage = pages.has(file.path);
    const missing = [
      ...missingSections(file, pages),
      ...missingPages(file, paths),
      ...missingPaths(file, paths),
      ...(isPage ? brokenLinks(file, pages, paths) : []),
    ];
    return [...new Set(missing)].map((target) => {
      const message = `${file.path} refers to ${target}, which is not there`;
      return { key: message, message };
    });
  });
}

function missingSections({ text }: TextFile, pages: ReadonlyMap<string, string>): string[] {
  return matches(text, SECTIONS).flatMap(({ page = '', numbers = '' }) => {
    const found = [...pages].filter(([path]) => path.startsWith('docs/') && path.endsWith(`/${page}.md`));
    const known = new Set(found.flatMap(([, content]) => [...sectionNumbersOf(content)]));
    return numbers
      .split(/, | and /)
      .filter((number) => !known.has(number.slice(1)))
      .map((number) => `${page} ${number}`);
  });
}

/** From the root, from the file's own folder, or by its name among the pages of `docs`. */
function missingPages({ path, text }: TextFile, paths: ReadonlySet<string>): string[] {
  return matches(text, PAGE).flatMap(({ page = '' }) => {
    const isThere =
      paths.has(page) ||
      paths.has(resolve(path, page)) ||
      [...paths].some((known) => known.startsWith('docs/') && known.endsWith(`/${page}`));
    return isThere ? [] : [page];
  });
}

function missingPaths({ text }: TextFile, paths: ReadonlySet<string>): string[] {
  return matches(text, QUOTED_PATH).flatMap(({ path = '' }) => {
    const isMade = path.includes('/dist/') || path.endsWith('/dist');
    return isMade || paths.has(path.replace(/\/$/, '')) ? [] : [path];
  });
}

function brokenLinks(
  { path, text }: TextFile,
  pages: ReadonlyMap<string, string>,
  paths: ReadonlySet<string>,
): string[] {
  return matches(text.replace(FENCED, ''), LINK).flatMap(({ target = '' }) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [name = '', anchor] = target.split('#');
    const file = name === '' ? path : resolve(path, name);
    const page = pages.get(file);
    const isThere =
      paths.has(file) && (anchor === undefined || page === undefined || anchorsOf(page).has(anchor));
    return isThere ? [] : [target];
  });
}

function resolve(from: string, target: string): string {
  return new URL(target, `file:///${from}`).pathname.slice(1).replace(/\/$/, '');
}

function matches(text: string, pattern: RegExp): Readonly<Record<string, string | undefined>>[] {
  return [...text.matchAll(pattern)].map(({ groups = {} }) => groups);
}
