/** The same rows in batches of this size, the last one shorter. */
export async function* inBatches<Row>(
  pieces: AsyncIterable<readonly Row[]>,
  size: number,
): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  for await (const rows of pieces) {
    for (const row of rows) {
      batch.push(row);
      if (batch.length < size) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
