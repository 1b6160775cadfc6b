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
    if (last !== undefined && isSame(last.fields, fields)) return last.kind;
    const key = JSON.stringify(fields);
    const kind = known.get(key) ?? make(item);
    known.set(key, kind);
    last = { fields, kind };
    return kind;
  };
}

const isSame = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((field, n) => field === others[n]);

/** Items in groups of the same fields, both in the order given. */
export function inGroups<Item>(
  items: readonly Item[],
  fieldsOf: (item: Item) => readonly (string | number | undefined)[],
): readonly (readonly Item[])[] {
  const groups: Item[][] = [];
  const groupOf = createKinds(fieldsOf, () => {
    const group: Item[] = [];
    groups.push(group);
    return group;
  });
  for (const item of items) groupOf(item).push(item);
  return groups;
}

/** Fewer that are alike are not worth a statement of their own. */
const fewestAlike = 10;

/**
 * Items in groups of the same fields, each worth a statement of its own, and all others.
 *
 * @param fieldsOf what tells groups apart; nothing of an item that belongs into none
 */
export function groupAlike<Item>(
  items: readonly Item[],
  fieldsOf: (item: Item) => readonly (string | number | undefined)[] | undefined,
): { readonly groups: readonly (readonly Item[])[]; readonly others: readonly Item[] } {
  const all = inGroups(items, (item) => fieldsOf(item) ?? []);
  const isWorth = (group: readonly Item[]): boolean =>
    group.some((item) => fieldsOf(item) !== undefined) &&
    (all.length === 1 || group.length >= fewestAlike);
  return {
    groups: all.filter(isWorth),
    others: all.filter((group) => !isWorth(group)).flat(),
  };
}
