const HEADING = /^#+ +(?<title>.+?) *$/gm;

const titlesOf = (page: string): string[] =>
  [...page.matchAll(HEADING)].map(({ groups }) => groups?.['title'] ?? '');

/** Numbers that headings begin with: `4`, `4.2`. */
export function sectionNumbersOf(page: string): Set<string> {
  return new Set(titlesOf(page).flatMap((title) => /^(\d+(?:\.\d+)*)\.? /.exec(title)?.[1] ?? []));
}

/** What a link may end in, as the usual renderers make it of headings. */
export function anchorsOf(page: string): Set<string> {
  return new Set(
    titlesOf(page).map((title) =>
      title
        .toLowerCase()
        .replace(/[^\p{Letter}\p{Number} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
