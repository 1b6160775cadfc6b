/** The page of the virtual phones. Texts come from outside: they only ever enter as text nodes. */

const byId = (id) => document.getElementById(id);
const wide = matchMedia("(min-width: 760px)");

/** Last message by number, the newest phone first. */
let lasts = new Map();
/** Unread messages by number. */
const unread = new Map();

const selected = () => decodeURIComponent(location.hash.slice(1));
const path = (number) => `/phones/${encodeURIComponent(number)}/messages`;

const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** `+84 912 345 678`: grouped for reading. */
function pretty(number) {
  return number.replace(/^(\+84)(\d{3})(\d{3})(\d+)$/, "$1 $2 $3 $4");
}

function clone(id) {
  return byId(id).content.firstElementChild.cloneNode(true);
}

function setTime(element, receivedAt) {
  element.dateTime = receivedAt;
  element.textContent = time.format(new Date(receivedAt));
}

function renderPhones() {
  const rows = [...lasts].map(([number, last]) => {
    const row = clone("phone-row");
    const link = row.querySelector("a");
    link.href = `#${number}`;
    if (number === selected()) link.setAttribute("aria-current", "true");
    row.querySelector(".avatar").textContent = number.slice(-2);
    row.querySelector(".row-number").textContent = pretty(number);
    row.querySelector(".row-text").textContent = last.text;
    setTime(row.querySelector("time"), last.receivedAt);
    const count = unread.get(number) ?? 0;
    const badge = row.querySelector(".unread");
    badge.textContent = count > 0 ? String(count) : "";
    badge.setAttribute("aria-label", count > 0 ? `${count} unread` : "");
    return row;
  });
  const focused = byId("phones").contains(document.activeElement) && document.activeElement.hash;
  byId("phones").replaceChildren(...rows);
  // Rows are made anew: without this the keyboard would lose its place at every message.
  if (focused)
    rows.find((row) => row.firstElementChild.hash === focused)?.firstElementChild.focus();
  byId("no-phones").hidden = rows.length > 0;
}

function bubble(message) {
  const item = clone("bubble");
  item.dataset.id = message.id;
  item.querySelector(".from").textContent = message.from;
  item.querySelector(".text").append(...withCodes(message.text));
  setTime(item.querySelector("time"), message.receivedAt);
  return item;
}

/** The text as nodes, with each run of 4 to 8 digits as a button that copies it. */
function withCodes(text) {
  return text.split(/(?<![\d/.,-])(\d{4,8})(?![\d/-]|[.,]\d)/).map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "code";
    button.textContent = part;
    button.setAttribute("aria-label", `Copy code ${part}`);
    button.addEventListener("click", () => copy(part, `Copied ${part}`));
    return button;
  });
}

async function copy(text, done) {
  const copied = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
  toast(copied ? done : "The browser refused to copy");
}

let toastTimer;
function toast(text) {
  byId("toast").textContent = text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => byId("toast").replaceChildren(), 2000);
}

function scrollToEnd() {
  byId("log").scrollTop = byId("log").scrollHeight;
}

function showCount() {
  byId("no-messages").hidden = byId("messages").childElementCount > 0;
}

/** Shows the phone named in the address, or the welcome. */
async function open() {
  const number = selected();
  document.body.dataset.view = number ? "phone" : "list";
  document.title = number ? `${pretty(number)} · Virtual phones` : "Virtual phones";
  byId("phone").hidden = !number;
  byId("welcome").hidden = Boolean(number) || lasts.size > 0;
  unread.delete(number);
  renderPhones();
  if (!number) return;
  byId("number").textContent = pretty(number);
  const response = await fetch(path(number));
  const messages = response.ok ? await response.json() : [];
  if (number !== selected()) return;
  byId("log").setAttribute("aria-busy", "true"); // a history is not news to be read aloud
  byId("messages").replaceChildren(...messages.reverse().map(bubble));
  byId("log").setAttribute("aria-busy", "false");
  showCount();
  scrollToEnd();
}

function receive({ number, message }) {
  lasts.delete(number);
  lasts = new Map([[number, message], ...lasts]);
  const isOpen = number === selected();
  if (!isOpen) unread.set(number, (unread.get(number) ?? 0) + 1);
  if (!selected() && wide.matches) return select(number);
  if (isOpen && !byId("messages").querySelector(`[data-id="${message.id}"]`)) {
    const item = bubble(message);
    item.classList.add("new");
    byId("messages").append(item);
    showCount();
    scrollToEnd();
  }
  byId("welcome").hidden = true;
  renderPhones();
}

/** Opens a phone without a step in the browser's history: nobody asked for it. */
function select(number) {
  history.replaceState(null, "", `#${number}`);
  return open();
}

const stream = new EventSource("/phones/stream");

stream.addEventListener("open", () => {
  byId("connection").textContent = "Live";
  byId("connection").dataset.state = "live";
});

stream.addEventListener("error", () => {
  byId("connection").textContent = "Reconnecting";
  byId("connection").dataset.state = "lost";
});

// Comes at every connection, so that what was missed while away is there again.
stream.addEventListener("phones", (event) => {
  lasts = new Map(JSON.parse(event.data).map(({ number, last }) => [number, last]));
  const [newest] = lasts.keys();
  if (!selected() && newest && wide.matches) select(newest);
  else open();
});

stream.addEventListener("message", (event) => receive(JSON.parse(event.data)));

stream.addEventListener("cleared", (event) => {
  const { number } = JSON.parse(event.data);
  if (number) lasts.delete(number);
  else lasts.clear();
  open();
});

byId("reply").addEventListener("submit", async (event) => {
  event.preventDefault();
  const number = selected();
  const text = byId("reply-text").value;
  byId("reply").reset();
  const response = await fetch(`/phones/${encodeURIComponent(number)}/reply`, {
    method: "POST",
    body: JSON.stringify({ text }),
  });
  const answer = await response.json();
  toast(response.ok ? `Replied to ${answer.to}` : answer.title);
});

addEventListener("hashchange", open);
byId("back").addEventListener("click", () => {
  location.hash = "";
});
byId("clear").addEventListener("click", () => fetch(path(selected()), { method: "DELETE" }));
byId("copy-example").addEventListener("click", () =>
  copy(byId("example").textContent, "Copied the command"),
);

const example = {
  messageId: "hello-1",
  destination: "0912345678",
  sender: "NXDEMO",
  keyword: "NXDEMO",
  shortMessage: "Your code is 482915. Valid for 5 minutes.",
  encryptMessage: "",
  isEncrypt: 0,
  type: 0,
  requestTime: Date.now(),
  partnerCode: "900001",
  sercretKey: "simulator-secret",
};
byId("example").textContent = [
  `curl ${location.origin}/vnpay/smsgw/sendSms \\`,
  `  -H 'content-type: application/json' \\`,
  `  -d '${JSON.stringify(example, null, 2)}'`,
].join("\n");
