import { segments } from "mq-sms";
import { SegmentedMessage } from "sms-segments-calculator";
import { split } from "split-sms";
import { round } from "./load.ts";
import { median } from "./median.ts";

/** 20 texts of each kind, as different as those of one campaign are. */
const kind = (write: (n: number) => string): readonly string[] =>
  Array.from({ length: 20 }, (_, n) => write(n));
const code = (n: number) => 100_000 + n * 7919;

const plain = kind((n) => `Your code is ${code(n)}. It is valid for 5 minutes. Do not share it.`);
const extended = kind(
  (n) => `Order {${n}} [paid ${n} €] | track: https://shop.example/~${code(n)}`,
);
const vietnamese = kind(
  (n) => `Kính gửi Quý khách: mã xác thực của bạn là ${code(n)}, hiệu lực 5 phút.`,
);
const emoji = kind((n) => `🎉 Sale! ${n} % off ❤️ for the whole family 👨‍👩‍👧‍👦 ${"🔥".repeat(n)}`);

const sets: Readonly<Record<string, readonly string[]>> = {
  "plain GSM-7": plain,
  "GSM-7 with €{}[]": extended,
  "Vietnamese with accents": vietnamese,
  "accented letters only": kind((n) => "ạảấầẩẫậắằẳẵặẹẻẽếềểễệ".repeat(1 + (n % 4))),
  emoji,
  "long GSM-7, 6 segments": kind((n) => extended.join("\n").slice(n, n + 850)),
  "long Vietnamese, 12 segments": kind((n) => vietnamese.join("\n").slice(n, n + 800)),
  mixed: [plain, extended, vietnamese, emoji].flat(),
};

const counters: readonly ((text: string) => number)[] = [
  (text) => segments(text).segments,
  (text) => segments(text).offending.length,
  (text) => split(text).parts.length,
  (text) => new SegmentedMessage(text).segmentsCount,
];

const turns = 9;
const turnMs = 40;

/** Texts counted per second, in one turn. */
const perSecond = (count: (text: string) => number, texts: readonly string[]): number => {
  const started = performance.now();
  let passed = 0;
  let done = 0;
  let sum = 0;
  while (passed < turnMs) {
    for (const text of texts) sum += count(text);
    done += texts.length;
    passed = performance.now() - started;
  }
  // Without a use of the sum the compiler might leave the counting out.
  return sum >= 0 ? (done / passed) * 1000 : Number.NaN;
};

/**
 * Texts per second on one core: `segments`, the same with its list of offending characters read,
 * and the two counters that others use, which list none. Medians of turns that alternate, so that
 * a busy moment of the machine meets them all.
 */
export const benchText = async (): Promise<object> => {
  const speeds = Object.keys(sets).map(() => counters.map((): number[] => []));
  // The first turn only warms up.
  for (let turn = 0; turn <= turns; turn++) {
    for (const [set, texts] of Object.values(sets).entries()) {
      for (const [counter, count] of counters.entries()) {
        const speed = perSecond(count, texts);
        if (turn > 0) speeds[set]?.[counter]?.push(speed);
      }
    }
  }
  return Object.fromEntries(
    Object.keys(sets).map((name, set) => [
      name,
      row((speeds[set] ?? []).map((turns) => median(turns, Number))),
    ]),
  );
};

const row = ([counted = 0, listed = 0, splitSms = 0, calculator = 0]: readonly number[]) => ({
  segments: Math.round(counted),
  "offending read": Math.round(listed),
  "split-sms": Math.round(splitSms),
  "sms-segments-calculator": Math.round(calculator),
  "× split-sms": round(counted / splitSms),
  "× with list": round(listed / splitSms),
  "× calculator": round(counted / calculator),
});
