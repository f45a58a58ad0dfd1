/** Something that takes a time of the day; minutes since midnight, the end is not part of it. */
export interface TimeSpan {
  readonly startMinute: number;
  readonly endMinute: number;
}

/** What is drawn in one place of a day: one thing, or several that there is no room for side by side. */
export interface LaneBlock<Item> extends TimeSpan {
  readonly items: readonly [Item, ...Item[]];
  /** From 0, from the left. */
  readonly lane: number;
  /** How many share the width. */
  readonly laneCount: number;
}

/**
 * Places what happens at the same time side by side, each in the first lane that is free.
 * @param most lanes that can be read; what would need more shares the last one
 */
export function lanes<Item extends TimeSpan>(items: readonly Item[], most: number): LaneBlock<Item>[] {
  return overlapping(items).flatMap((together) => {
    const placed = inFreeLanes(together);
    const needed = Math.max(...placed.map(({ lane }) => lane)) + 1;
    const laneCount = Math.min(needed, most);
    const isCrowded = needed > most;
    const [alone, crowd] = [
      placed.filter(({ lane }) => !isCrowded || lane < most - 1),
      placed.filter(({ lane }) => isCrowded && lane >= most - 1),
    ];
    return [
      ...alone.map(({ item, lane }) => blockOf([item], lane, laneCount)),
      ...overlapping(crowd.map(({ item }) => item)).map((each) => blockOf(each, most - 1, laneCount)),
    ];
  });
}

/** Split where nothing goes on: the widths of a morning do not depend on the afternoon. */
function overlapping<Item extends TimeSpan>(items: readonly Item[]): [Item, ...Item[]][] {
  const found: [Item, ...Item[]][] = [];
  let lastEnd = Number.NEGATIVE_INFINITY;
  for (const item of items.toSorted((a, b) => a.startMinute - b.startMinute || b.endMinute - a.endMinute)) {
    const together = item.startMinute < lastEnd ? found.at(-1) : undefined;
    if (together === undefined) found.push([item]);
    else together.push(item);
    lastEnd = Math.max(lastEnd, item.endMinute);
  }
  return found;
}

function inFreeLanes<Item extends TimeSpan>(items: readonly Item[]): { item: Item; lane: number }[] {
  const ends: number[] = [];
  return items.map((item) => {
    const free = ends.findIndex((end) => end <= item.startMinute);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = item.endMinute;
    return { item, lane };
  });
}

const blockOf = <Item extends TimeSpan>(
  items: readonly [Item, ...Item[]],
  lane: number,
  laneCount: number,
): LaneBlock<Item> => ({
  items,
  lane,
  laneCount,
  startMinute: Math.min(...items.map(({ startMinute }) => startMinute)),
  endMinute: Math.max(...items.map(({ endMinute }) => endMinute)),
});
