/** Seconds before the next attempt, in SQL: 1, 2, 4… up to $max, a quarter more or less so that retries spread. */
export const retryDelay = (attempts: string, maxSeconds: number): string =>
  `make_interval(secs => least(power(2, least(${attempts}, 20) - 1), ${maxSeconds}) * (0.75 + random() / 2))`;
