import { type Gate, isOpen, nextOpen, nextQuiet } from "./windows.ts";

/** Whether gates are open at a moment, and when that changes; nothing where it does not so soon. */
export interface Hours {
  readonly open: boolean;
  readonly until: Date | undefined;
}

/** Answers for as long as they hold, for so many different gates. */
const mostAnswers = 1000;

/** For as long an answer without an end is believed. */
const unchangingMs = 86_400_000;

/**
 * Remembers what was found for gates until it changes: the numbers of a campaign share a few of them,
 * and a country of 29 zones takes a while.
 */
export function createTimetable(): (gates: readonly Gate[], at: Date) => Hours {
  const answers = new Map<
    string,
    { readonly from: number; readonly until: number; hours: Hours }
  >();
  return (gates, at) => {
    const key = gates.map(({ zone, window }) => `${zone} ${window.from} ${window.to}`).join();
    const now = at.getTime();
    const known = answers.get(key);
    if (known !== undefined && known.from <= now && now < known.until) return known.hours;
    const open = isOpen(gates, at);
    const until = open ? nextQuiet(gates, at) : nextOpen(gates, at);
    const hours: Hours = { open, until };
    if (answers.size >= mostAnswers) answers.clear();
    answers.set(key, { from: now, until: until?.getTime() ?? now + unchangingMs, hours });
    return hours;
  };
}
