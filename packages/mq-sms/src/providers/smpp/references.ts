/** Phones that are remembered; the oldest give way. */
const most = 10_000;

/**
 * Reference numbers for long messages, counted up for each phone: two long messages to one phone
 * must not share one, or their parts are joined across.
 */
export function createReferences(): (to: string) => number {
  const last = new Map<string, number>();
  return (to) => {
    const next = ((last.get(to) ?? Math.floor(Math.random() * 0x10000)) + 1) & 0xffff;
    last.delete(to);
    last.set(to, next);
    if (last.size > most) {
      const [oldest] = last.keys();
      if (oldest !== undefined) last.delete(oldest);
    }
    return next;
  };
}
