// The page with the buttons: shows what /admin/state tells, and pushes what is beside it there. README.md has the paths.

const NEWEST = 50;
const EVERY = 1000;

const find = (id) => document.getElementById(id);

// ---- Asking the desk -------------------------------------------------------------------------------------------------

async function push(path, question = {}) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(question) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

// Pushes, says what came of it, and shows it.
async function act(path, question, sentence = "") {
  try {
    const answer = await push(path, question);
    say(typeof sentence === "function" ? sentence(answer) : sentence);
    await refresh();
    return answer;
  } catch (error) {
    say(error.message, "bad");
    return null;
  }
}

let silence;

function say(sentence, tone = "") {
  const said = find("said");
  said.className = tone;
  said.textContent = sentence;
  clearTimeout(silence);
  silence = setTimeout(() => (said.textContent = ""), 6000);
}

// ---- Drawing ---------------------------------------------------------------------------------------------------------

function draw(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const chip = (text, tone) => draw("span", { className: `chip ${tone}` }, text);
const button = (text, onclick) => draw("button", { type: "button", onclick }, text);
const clockTime = (time) => new Date(time).toLocaleTimeString();
const fullTime = (time) => new Date(time).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
const many = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
const beans = (count) => many(count, "Bean");

// An item that has not changed keeps its element, with whatever somebody is typing into it.
function list(parent, items, key, drawItem) {
  const before = new Map([...parent.children].map((element) => [element.dataset.key, element]));
  const elements = items.map((item) => {
    const [id, says] = [String(item[key]), JSON.stringify(item)];
    const old = before.get(id);
    if (old?.dataset.says === says) return old;
    const element = drawItem(item);
    Object.assign(element.dataset, { key: id, says });
    if (old?.querySelector("details")?.open) element.querySelector("details").open = true;
    return element;
  });
  const stays = new Set(elements);
  for (const element of before.values()) if (!stays.has(element)) element.remove();
  elements.forEach((element, place) => {
    // Moving an element would take the focus out of it.
    if (parent.children[place] !== element) parent.insertBefore(element, parent.children[place] ?? null);
  });
}

function drawUser({ user, open_id, balance }) {
  const field = draw("input", { type: "number", min: 0, value: balance });
  field.setAttribute("aria-label", `Beans of ${user}`);
  const wallet = draw("form", { className: "row" }, field, draw("button", {}, "Set"));
  wallet.onsubmit = (event) => {
    event.preventDefault();
    act("/admin/balance", { user, beans: field.valueAsNumber }, `${user} has ${beans(field.valueAsNumber)} now.`);
  };
  const who = draw("div", { className: "line" }, draw("strong", {}, user), draw("span", {}, beans(balance)));
  return draw("li", {}, draw("div", {}, who, draw("div", { className: "id soft" }, open_id)), wallet);
}

const FATES = {
  open: ["open", "wait"],
  cancelled: ["cancelled", ""],
  declined: ["declined", "bad"],
  paid: ["paid", "good"],
};

function drawOrder(order) {
  const fate = order.refunded > 0 ? [`${order.refunded} refunded`, "bad"] : FATES[order.state];
  const title = draw("strong", {}, order.product_name);
  return draw(
    "li",
    {},
    draw(
      "div",
      {},
      draw("div", { className: "line" }, title, chip(...fate)),
      draw("div", { className: "soft" }, `${beans(order.beans)} · ${order.user} · ${clockTime(order.created)}`),
      draw("div", { className: "id soft" }, `${order.trade_order_id} · ${order.order_id}`),
    ),
    draw("div", { className: "row" }, ...orderButtons(order)),
  );
}

function orderButtons({ trade_order_id, user, state, beans: price, refunded }) {
  const pay = button("Pay", () => settle("pay", { user, trade_order_id }));
  pay.className = "main";
  const forge = button("Forge webhook", () =>
    act("/admin/forge", { trade_order_id }, "A webhook with a bad signature is on its way."),
  );
  if (state === "open") {
    const close = ["cancel", "decline"].map((how) =>
      button(how === "cancel" ? "Cancel" : "Decline", () => settle(how, { user, trade_order_id })),
    );
    return [pay, ...close, forge];
  }
  if (state !== "paid") {
    return [button("Pay after all", () => act("/admin/pay_after_all", { trade_order_id }, "Paid after all.")), forge];
  }
  return refunded < price ? refundButtons(trade_order_id, price - refunded) : [];
}

function refundButtons(trade_order_id, left) {
  const field = draw("input", { type: "number", min: 1, max: left, value: left });
  field.setAttribute("aria-label", "Beans to refund");
  field.style.flex = "0 0 104px";
  const refund = () =>
    act("/admin/refund", { trade_order_id, beans: field.valueAsNumber }, (said) => `${beans(said.beans)} refunded.`);
  return [field, button("Refund", refund)];
}

// The wallet's side answers as TikTok's SDK does: what went wrong is in `error`, and is no failure of the call.
function settle(how, question) {
  const sentence = (answer) =>
    answer.is_success ? `Paid. ${beans(answer.topped_up)} topped up, ${answer.balance} left.` : answer.error.error_msg;
  return act(`/desk/${how}`, question, sentence);
}

const STATES = {
  under_way: ["under way", "wait"],
  delivered: ["delivered", "good"],
  given_up: ["given up", "bad"],
  lost: ["lost by chance", "bad"],
  no_callback: ["no callback", ""],
};

function drawDelivery({ id, event, trade_order_id, body, forged, state, attempts }) {
  const where = state.waiting ? [`due ${clockTime(state.waiting.due)}`, "wait"] : STATES[state];
  const name = event.replace("minis.trade_order.", "");
  const again = button("Send again", () =>
    act("/admin/redeliver", { delivery: id }, `Webhook ${id} goes out once more.`),
  );
  const chips = [chip(...where), ...(forged ? [chip("forged", "bad")] : [])];
  const tried = attempts.map(({ at, status, error }) => `${fullTime(at)}  ${status ?? error}`);
  const last = attempts.at(-1);
  const signature = last ? `\n\nTikTok-Signature: ${last.signature}` : "";
  return draw(
    "li",
    {},
    draw(
      "div",
      {},
      draw("div", { className: "line" }, draw("strong", {}, `${id}. ${name}`), ...chips),
      draw("div", { className: "id soft" }, trade_order_id),
      draw(
        "details",
        {},
        draw("summary", {}, many(attempts.length, "attempt"), last ? `, the last: ${last.status ?? "no answer"}` : ""),
        draw("pre", {}, `${tried.join("\n")}${signature}\n\n${body}`.trim()),
      ),
    ),
    draw("div", { className: "row" }, again),
  );
}

// ---- What can be set -------------------------------------------------------------------------------------------------

const isPercent = (field) => field.max === "100";

// What somebody is typing stays.
function show(field, value) {
  if (field === document.activeElement) return;
  if (field.type === "checkbox") field.checked = value;
  else if (isPercent(field)) field.value = Math.round(value * 100);
  else field.value = value ?? "";
}

function read(field) {
  if (field.type === "checkbox") return field.checked;
  if (isPercent(field)) return (field.valueAsNumber || 0) / 100;
  if (field.type === "number") return field.valueAsNumber || 0;
  if (field.name === "is_sandbox") return { "": null, true: true, false: false }[field.value];
  return field.value || null;
}

function showForm(form, settings) {
  for (const field of form.elements) {
    const value = settings[field.name];
    show(field, field.name === "is_sandbox" ? String(value ?? "") : value);
  }
}

const countOf = (items) => (items.length >= NEWEST ? `the newest ${NEWEST}` : items.length || "");

function armedFaults(next) {
  const named = (fault) => (typeof fault === "string" ? fault : Object.keys(fault)[0]);
  const sentences = Object.entries(next).flatMap(([endpoint, faults]) => faults.map((it) => `${endpoint}: ${named(it)}`));
  return sentences.map((says, place) => ({ says, place }));
}

function showState(state) {
  find("now").textContent = fullTime(state.clock.now);
  find("runs").textContent = state.clock.held ? "held" : "runs";
  find("hold").textContent = state.clock.held ? "Run" : "Hold";
  list(find("users"), state.users, "user", drawUser);
  list(find("orders"), state.orders, "trade_order_id", drawOrder);
  list(find("deliveries"), state.deliveries, "id", drawDelivery);
  find("order-count").textContent = countOf(state.orders);
  find("delivery-count").textContent = countOf(state.deliveries);
  find("no-callback").hidden = Boolean(state.webhooks.callback);
  list(find("armed"), armedFaults(state.faults.next), "place", ({ says }) => draw("li", { className: "soft" }, says));
  show(find("rate"), state.faults.rate);
  showForm(find("webhooks"), state.webhooks);
  showForm(find("quirks"), state.quirks);
  find("base").textContent = location.origin;
  find("client-key").textContent = state.app.client_key;
  find("client-secret").textContent = state.app.client_secret;
}

async function refresh() {
  try {
    const response = await fetch(`/admin/state?newest=${NEWEST}`);
    showState(await response.json());
    find("silent").hidden = true;
  } catch {
    find("silent").hidden = false;
  }
}

// ---- The buttons that are always there -------------------------------------------------------------------------------

find("hold").onclick = () => act("/admin/clock", { held: find("hold").textContent === "Hold" });

for (const forward of document.querySelectorAll("[data-forward]")) {
  forward.onclick = async () => {
    say("Putting the clock forward; what falls due is delivered on the way.");
    const seconds = Number(forward.dataset.forward);
    await act("/admin/clock", { advance_seconds: seconds }, `The clock went forward by ${forward.textContent.slice(1)}.`);
  };
}

for (const expire of document.querySelectorAll("[data-expire]")) {
  const tokens = expire.dataset.expire;
  expire.onclick = () => act("/admin/expire_tokens", { tokens }, `Every ${tokens} token has expired.`);
}

find("login").onsubmit = async (event) => {
  event.preventDefault();
  const { user } = event.target.elements;
  const answer = await act("/desk/login", { user: user.value });
  if (!answer) return;
  find("code").hidden = false;
  const whose = `The code of ${user.value}, for a backend to exchange within five minutes: `;
  find("code").replaceChildren(whose, draw("code", {}, answer.code));
  user.value = "";
};

find("arm").onsubmit = (event) => {
  event.preventDefault();
  const { endpoint, fault } = event.target.elements;
  const question = fault.value === "late_answer" ? { late_answer: { seconds: 30 } } : fault.value;
  act("/admin/faults", { endpoint: endpoint.value, fault: question }, "Armed.");
};

for (const id of ["webhooks", "quirks"]) {
  find(id).onsubmit = (event) => event.preventDefault();
  find(id).onchange = ({ target }) => act(`/admin/${id}`, { [target.name]: read(target) }, "Set.");
}

find("test-callback").onclick = () =>
  act("/admin/test_callback", {}, ({ status, error }) =>
    status ? `The callback has answered a test event with ${status}.` : `The callback has not answered: ${error}`,
  );

find("rate").onchange = ({ target }) => act("/admin/fault_rate", { rate: read(target) }, "Set.");
find("clear").onclick = () => act("/admin/clear_faults", {}, "No call fails any more.");

find("reset").onclick = () => {
  if (!confirm("Forget all users, orders, webhooks and faults?")) return;
  find("code").hidden = true;
  act("/admin/reset", {}, "Users, orders, webhooks and faults are forgotten.");
};

refresh();
setInterval(() => document.hidden || refresh(), EVERY);
