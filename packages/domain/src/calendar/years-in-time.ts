interface BegunYear {
  /** Local date of its first day. */
  readonly startsOn: string;
}

/**
 * Of an establishment's years, the one in force on a local date: the last that has begun, whether or not its first import is
 * done; before any has begun, the first. A year opened early takes the running one's place by the date alone.
 */
export function yearInForce<Y extends BegunYear>(years: readonly Y[], today: string): Y | undefined {
  const inOrder = inOrderOf(years);
  return inOrder.findLast(({ startsOn }) => startsOn <= today) ?? inOrder[0];
}

/** The year opened for later: the first to begin after the one in force. */
export function yearAhead<Y extends BegunYear>(years: readonly Y[], today: string): Y | undefined {
  const current = yearInForce(years, today);
  return current && inOrderOf(years).find(({ startsOn }) => startsOn > current.startsOn);
}

const inOrderOf = <Y extends BegunYear>(years: readonly Y[]): Y[] =>
  [...years].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
