import type { Message } from "./message.ts";

/** One page of an account's messages, newest first, by `To`, `From` and `DateSent`. */
export function listMessages(all: Message[], query: URLSearchParams, path: string) {
  const found = all.filter((message) => matches(message, query)).reverse();
  const size = Math.min(Math.max(Number(query.get("PageSize") ?? 50) || 50, 1), 1000);
  const page = Math.max(Number(query.get("Page") ?? 0) || 0, 0);
  const start = page * size;
  const messages = found.slice(start, start + size);
  const uriOf = (index: number) => {
    const params = new URLSearchParams(query);
    params.set("PageSize", String(size));
    params.set("Page", String(index));
    return `${path}?${params}`;
  };
  return {
    messages,
    page,
    page_size: size,
    start,
    end: start + Math.max(messages.length - 1, 0),
    uri: uriOf(page),
    first_page_uri: uriOf(0),
    previous_page_uri: page > 0 ? uriOf(page - 1) : null,
    next_page_uri: start + size < found.length ? uriOf(page + 1) : null,
  };
}

function matches(message: Message, query: URLSearchParams): boolean {
  const { to, from, date_sent, date_created } = message;
  const sent = Date.parse(date_sent ?? date_created);
  const bound = (name: string) => {
    const value = query.get(name);
    return value === null ? undefined : Date.parse(value);
  };
  const isWithin = (name: string, test: (time: number) => boolean) => {
    const time = bound(name);
    return time === undefined || test(time);
  };
  return (
    (query.get("To") ?? to) === to &&
    (query.get("From") ?? from) === from &&
    isWithin("DateSent", (day) => sent >= day && sent < day + 86_400_000) &&
    isWithin("DateSent>", (after) => sent >= after) &&
    isWithin("DateSent<", (before) => sent <= before)
  );
}
