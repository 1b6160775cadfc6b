import { BoundedMap } from "../bounded-map.ts";

const MAX_PHONES = 5000;
const MAX_MESSAGES = 200;

/** A message as the phone shows it. */
export interface PhoneMessage {
  id: string;
  /** The sender's name or number. */
  from: string;
  text: string;
  /** ISO 8601. */
  receivedAt: string;
  provider: string;
}

/** What happens on the phones; `cleared` without a number is all of them. */
export type PhoneEvent =
  | { type: "message"; number: string; message: PhoneMessage }
  | { type: "cleared"; number?: string };

/** The virtual phones, by E.164 number, in memory: 200 messages each, the last 5,000 phones. */
export interface Phones {
  deliver(number: string, message: Omit<PhoneMessage, "id" | "receivedAt">): void;
  /** Newest first. */
  messages(number: string): PhoneMessage[];
  /** Each phone with its last message, the newest first. */
  list(): { number: string; last: PhoneMessage }[];
  /** Empties one phone, or all. */
  clear(number?: string): void;
  /** Calls the listener with each event until the returned function is called. */
  subscribe(listener: (event: PhoneEvent) => void): () => void;
}

/** Starts without phones: a number is one as soon as it has a message. */
export function createPhones(now: () => Date): Phones {
  const phones = new BoundedMap<string, PhoneMessage[]>(MAX_PHONES);
  const listeners = new Set<(event: PhoneEvent) => void>();
  const emit = (event: PhoneEvent) => {
    for (const listener of listeners) listener(event);
  };
  return {
    deliver(number, content) {
      const { from, text, provider } = content;
      const receivedAt = now().toISOString();
      const message = { id: Bun.randomUUIDv7(), from, text, receivedAt, provider };
      const messages = [message, ...(phones.get(number) ?? [])].slice(0, MAX_MESSAGES);
      phones.delete(number); // so that it becomes the youngest
      phones.set(number, messages);
      emit({ type: "message", number, message });
    },
    messages: (number) => phones.get(number) ?? [],
    list: () =>
      [...phones]
        .reverse()
        .flatMap(([number, [last]]) => (last === undefined ? [] : [{ number, last }])),
    clear(number) {
      if (number === undefined) phones.clear();
      else phones.delete(number);
      emit(number === undefined ? { type: "cleared" } : { type: "cleared", number });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
