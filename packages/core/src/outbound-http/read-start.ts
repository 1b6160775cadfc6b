/** Of a reply, no more is read, and no more is kept, in bytes. */
const mostRead = 16 * 1024;
const mostKept = 4 * 1024;

/** How a reply begins, as text. One that never ends, or breaks off, is what was read of it. */
export async function readStart({ body }: Response): Promise<string> {
  if (body === null) return "";
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let kept = 0;
  try {
    for (let read = 0; read < mostRead; ) {
      const { value, done } = await reader.read();
      if (done) break;
      read += value.length;
      const part = value.subarray(0, mostKept - kept);
      kept += part.length;
      text += decoder.decode(part, { stream: true });
    }
  } catch {
    // The deadline, or the other side: its status counts all the same.
  }
  await reader.cancel().catch(() => undefined);
  return text;
}
