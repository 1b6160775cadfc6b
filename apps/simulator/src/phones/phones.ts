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

/**
 * Brings a phone's answer back to whoever sent the message: the provider calls the sender's server.
 * `undefined` where the message cannot be answered, or nobody would hear it.
 */
export type WayBack = (text: string) => Promise<void> | undefined;

/** What happens on the phones; `cleared` without a number is all of them. */
export type PhoneEvent =
  | { type: "message"; number: string; message: PhoneMessage }
  | { type: "cleared"; number?: string };

/** The virtual phones, by E.164 number, in memory: 200 messages each, the last 5,000 phones. */
export interface Phones {
  deliver(
    number: string,
    message: Omit<PhoneMessage, "id" | "receivedAt">,
    wayBack?: WayBack,
  ): void;
  /**
   * Answers the newest message, or the newest from `to`. Returns whom it went to, or `undefined`
   * where nobody could take it.
   */
  reply(number: string, text: string, to?: string): { to: string; provider: string } | undefined;
  /** Newest first. */
  messages(number: string): PhoneMessage[];
  /** Each phone with its last message, the newest first. */
  list(): { number: string; last: PhoneMessage }[];
  /** Empties one phone, or all. */
  clear(number?: string): void;
  /** Calls the listener with each event until the returned function is called. */
  subscribe(listener: (event: PhoneEvent) => void): () => void;
}

interface Received {
  message: PhoneMessage;
  wayBack: WayBack | undefined;
}

/** Starts without phones: a number is one as soon as it has a message. */
export function createPhones(now: () => Date): Phones {
  const phones = new BoundedMap<string, Received[]>(MAX_PHONES);
  const listeners = new Set<(event: PhoneEvent) => void>();
  const emit = (event: PhoneEvent) => {
    for (const listener of listeners) listener(event);
  };
  return {
    deliver(number, content, wayBack) {
      const { from, text, provider } = content;
      const receivedAt = now().toISOString();
      const message = { id: Bun.randomUUIDv7(), from, text, receivedAt, provider };
      const received = [{ message, wayBack }, ...(phones.get(number) ?? [])];
      phones.delete(number); // so that it becomes the youngest
      phones.set(number, received.slice(0, MAX_MESSAGES));
      emit({ type: "message", number, message });
    },
    reply(number, text, to) {
      const found = phones.get(number)?.find(({ message }) => !to || message.from === to);
      if (!found?.wayBack?.(text)) return undefined;
      return { to: found.message.from, provider: found.message.provider };
    },
    messages: (number) => (phones.get(number) ?? []).map(({ message }) => message),
    list: () =>
      [...phones]
        .reverse()
        .flatMap(([number, [last]]) =>
          last === undefined ? [] : [{ number, last: last.message }],
        ),
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
