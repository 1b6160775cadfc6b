const known = new Map<string, boolean>();

/** Whether a text names a time zone of the IANA database. */
export function isTimeZone(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const is = canFormat(name);
  // What callers make up is not remembered.
  if (is) known.set(name, true);
  return is;
}

function canFormat(timeZone: string): boolean {
  // An offset such as "+07:00" formats too, and has no summers.
  if (!/^[A-Z]/.test(timeZone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}
