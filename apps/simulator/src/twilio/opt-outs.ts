const stopWords = /^\s*(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout)\s*$/i;
const startWords = /^\s*(start|yes|unstop)\s*$/i;

/** Pairs of phone and sender that must not have messages any more. */
export interface OptOuts {
  has(phone: string, sender: string): boolean;
  /** Reads a text that a phone sent; returns Twilio's confirmation where it changed something. */
  hear(phone: string, sender: string, text: string): string | undefined;
  clear(): void;
}

/** Starts with nobody opted out. */
export function createOptOuts(): OptOuts {
  const blocked = new Set<string>();
  const keyOf = (phone: string, sender: string) => `${phone} ${sender}`;
  return {
    has: (phone, sender) => blocked.has(keyOf(phone, sender)),
    hear(phone, sender, text) {
      const key = keyOf(phone, sender);
      if (stopWords.test(text) && !blocked.has(key)) {
        blocked.add(key);
        return "You have successfully been unsubscribed. Reply START to resubscribe.";
      }
      if (!startWords.test(text) || !blocked.delete(key)) return undefined;
      return "You have successfully been re-subscribed. Reply STOP to unsubscribe.";
    },
    clear: () => blocked.clear(),
  };
}
