/**
 * Loaded before a process: its wall clock is wrong by `CLOCK_SHIFT` hours, and by a second number,
 * if there is one, from five seconds after the start. Timers and the database are not touched.
 */
const [first = 0, later = first] = (process.env["CLOCK_SHIFT"] ?? "0").split(",").map(Number);
const right = Date;
const leapMs = 5000;
const now = (): number => right.now() + (performance.now() < leapMs ? first : later) * 3_600_000;

globalThis.Date = new Proxy(right, {
  construct: (target, given, wanted) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, wanted),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  apply: () => new right(now()).toString(),
});
