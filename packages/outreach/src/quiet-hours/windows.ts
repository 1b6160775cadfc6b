/** From when to when messages may leave by the clock on the wall; over midnight where `to` is earlier. */
export interface Window {
  /** `07:00`: the first minute. */
  readonly from: string;
  /** `22:00`: the first minute that is quiet again. */
  readonly to: string;
}

/** A window in an IANA time zone. */
export interface Gate {
  readonly zone: string;
  readonly window: Window;
}

/**
 * How many days are looked at. Windows come back every day, so where zones have no minute in common
 * in these, they have none until some of them changes its time.
 */
const daysAhead = 3;

/**
 * The first moment from `now` on at which every gate is open, to the minute or `now` itself; nothing
 * where there is none in the coming days. A wall that shows no such minute on the day that clocks go
 * forward opens when they have; an hour that comes twice is judged twice.
 */
export const nextOpen = (gates: readonly Gate[], now: Date): Date | undefined =>
  firstMoment(gates, now, true);

/** The first moment from `now` on at which some gate is closed; nothing where none closes so soon. */
export const nextQuiet = (gates: readonly Gate[], now: Date): Date | undefined =>
  firstMoment(gates, now, false);

/** Whether every gate is open. */
export const isOpen = (gates: readonly Gate[], at: Date): boolean =>
  gates.every(({ zone, window }) => {
    const { hour, minute } = instantOf(at).toZonedDateTimeISO(zone);
    const time = hour * 60 + minute;
    const [from, to] = [minutesOf(window.from), minutesOf(window.to)];
    return from <= to ? from <= time && time < to : from <= time || time < to;
  });

function firstMoment(gates: readonly Gate[], now: Date, open: boolean): Date | undefined {
  const turns = new Set(gates.flatMap((gate) => turnsOf(gate, now)));
  const moments = [...turns].filter((turn) => turn > now.getTime()).sort((a, b) => a - b);
  const first = [now.getTime(), ...moments].find((at) => isOpen(gates, new Date(at)) === open);
  return first === undefined ? undefined : new Date(first);
}

/** Every moment, in ms since 1970, at which a gate can open or close: its window's, and the zone's own. */
function turnsOf({ zone, window }: Gate, now: Date): number[] {
  const start = instantOf(now).toZonedDateTimeISO(zone);
  const turns: number[] = [];
  for (let days = 0; days <= daysAhead; days += 1) {
    const date = start.toPlainDate().add({ days });
    for (const time of [window.from, window.to])
      for (const disambiguation of ["earlier", "later"] as const)
        turns.push(
          date.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
        );
  }
  const end = start.add({ days: daysAhead }).epochMilliseconds;
  let change = start.getTimeZoneTransition("next");
  while (change !== null && change.epochMilliseconds <= end) {
    turns.push(change.epochMilliseconds);
    change = change.getTimeZoneTransition("next");
  }
  return turns;
}

const instantOf = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime());

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
