/**
 * Finds the kind of each item by the fields that tell kinds apart, and makes it where it is new. Nearly
 * every item is of the same kind as the one before: a key is made only where it is not.
 */
export function createKinds<Item, Kind>(
  fieldsOf: (item: Item) => readonly (string | number | undefined)[],
  make: (item: Item) => Kind,
): (item: Item) => Kind {
  const known = new Map<string, Kind>();
  let last: { readonly fields: readonly unknown[]; readonly kind: Kind } | undefined;
  return (item) => {
    const fields = fieldsOf(item);
    const before = last;
    if (before !== undefined && fields.every((field, n) => field === before.fields[n]))
      return before.kind;
    const key = JSON.stringify(fields);
    const kind = known.get(key) ?? make(item);
    known.set(key, kind);
    last = { fields, kind };
    return kind;
  };
}
