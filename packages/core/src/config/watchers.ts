import type { Logger } from "../logger.ts";

/** Those who want to hear of changes, by the name of the setting. */
export interface Watchers {
  /** Returns what ends it. */
  add(name: string, onChange: () => void): () => void;
  /** One that throws is logged and keeps nothing from the others. */
  announce(names: Iterable<string>): void;
}

export const createWatchers = (logger: Logger): Watchers => {
  const watchers = new Set<{ name: string; onChange: () => void }>();
  return {
    add(name, onChange) {
      const watcher = { name, onChange };
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    announce(names) {
      const changed = new Set(names);
      for (const { name, onChange } of [...watchers].filter((w) => changed.has(w.name))) {
        try {
          onChange();
        } catch (error) {
          logger.error({ event: "config.watcher_failed", setting: name, error });
        }
      }
    },
  };
};
