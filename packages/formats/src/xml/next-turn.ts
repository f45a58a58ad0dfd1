/** Gives the event loop back, so that heartbeats go on during a long document. */
export const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
