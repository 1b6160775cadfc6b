import type { Wait } from "../wait.ts";
import type { Link } from "./link.ts";
import { commands } from "./pdu.ts";
import { statuses } from "./statuses.ts";

/** `deliver_sm` without an answer on one link, at most. */
const WINDOW = 50;

/** How long after X_T_APPN the same is brought again. */
const RETRY_MS = 1000;

/** What waits for one account's receivers: kept while none is bound, brought again if not taken. */
export interface Outbox {
  /** Takes the body of a `deliver_sm`. */
  add(body: Buffer): void;
  open(link: Link): void;
  close(link: Link): void;
}

/** Starts empty. `stopping` ends the waits. */
export function createOutbox(wait: Wait, stopping: AbortSignal): Outbox {
  const queue: Buffer[] = [];
  const underWay = new Map<Link, number>();

  const freest = () => [...underWay].sort(([, a], [, b]) => a - b)[0];

  const flush = () => {
    for (;;) {
      const [link, count = WINDOW] = freest() ?? [];
      if (!link || count >= WINDOW) return;
      const body = queue.shift();
      if (!body) return;
      underWay.set(link, count + 1);
      bring(body, link);
    }
  };

  const bring = async (body: Buffer, link: Link) => {
    const status = await link.request(commands.deliver_sm, body);
    const count = underWay.get(link);
    if (count !== undefined) underWay.set(link, count - 1);
    if (status === undefined) {
      underWay.delete(link);
      queue.unshift(body);
    }
    if (status === statuses.X_T_APPN) {
      await wait(RETRY_MS, stopping);
      queue.push(body);
    }
    if (!stopping.aborted) flush();
  };

  return {
    add(body) {
      queue.push(body);
      flush();
    },
    open(link) {
      underWay.set(link, 0);
      flush();
    },
    close: (link) => void underWay.delete(link),
  };
}
