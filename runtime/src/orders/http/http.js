// The game's backend over HTTP, as wasm reaches it.
//
// The syntax is that of 2018, because an engine that cannot read this file starts no game at all.

// A question that was not answered by then has no answer. The same time in milliseconds as in `native.rs`.
const ANSWER = 30000;

// Asks. What comes back is told as `heard(id, status, beans, texts)`, once: the HTTP status, or 0 and why there is none. The texts
// are those of TEXTS and then five of each order; none at all where the body is no JSON object.
export function ask(heard, id, method, url, token, fields, accepted) {
  let isOwed = true;
  let timer;
  const tell = (status, text) => {
    if (!isOwed) return;
    isOwed = false;
    clearTimeout(timer);
    const body = read(text);
    heard(id, status, body ? body.beans >>> 0 : 0, body ? textsOf(body) : []);
  };
  const fail = (why) => tell(0, { error: { message: words(why) } });
  const headers = { "Content-Type": "application/json" };
  if (token !== "") headers.Authorization = `Bearer ${token}`;
  try {
    timer = setTimeout(() => fail("no answer came in time"), ANSWER);
    const body = method === "POST" ? JSON.stringify(bodyOf(fields, accepted)) : undefined;
    const send = typeof fetch === "function" ? byFetch : byHost;
    send({ method, url, headers, body }, tell, fail);
  } catch (thrown) {
    fail(thrown);
  }
}

function byFetch({ method, url, headers, body }, tell, fail) {
  fetch(url, { method, headers, body, cache: "no-store" })
    .then((response) => response.text().then((text) => tell(response.status, text)))
    .catch(fail);
}

// TikTok's native runtime has no `fetch` of its own (/doc/mini-games-sdk-basic-utility). No page says how its answer is spelt, and
// whether it comes to the callback or by a promise; other hosts of mini games parse the body. Whichever comes first is taken.
function byHost({ method, url, headers, body }, tell, fail) {
  const hear = (answer) => {
    const status = Number((answer && (answer.statusCode || answer.status)) || 0);
    if (status > 0) tell(status, answer.data);
  };
  const options = { url, method, header: headers, data: body, timeout: ANSWER, success: hear, fail, error: fail };
  const task = TTMinis.game.request(options);
  if (task && typeof task.then === "function") task.then(hear, fail);
}

// Names and values, one after the other.
function bodyOf(fields, accepted) {
  const body = accepted.length > 0 ? { accepted } : {};
  for (let at = 0; at < fields.length; at += 2) body[fields[at]] = fields[at + 1];
  return body;
}

function read(text) {
  try {
    const body = typeof text === "string" ? JSON.parse(text === "" ? "{}" : text) : text;
    return typeof body === "object" && body !== null ? body : undefined;
  } catch (_) {
    return undefined;
  }
}

// In the order in which `web.rs` takes them.
function textsOf(body) {
  const texts = ["created", "claim", "player", "token", "inventory", "status"].map((name) => text(body, name));
  texts.push(text(body.error || {}, "message"));
  const orders = body.order ? [body.order] : body.orders || [];
  for (const order of Array.isArray(orders) ? orders : []) {
    for (const name of ["id", "key", "sku", "status", "payload"]) texts.push(text(order || {}, name));
  }
  return texts;
}

function text(body, name) {
  return typeof body[name] === "string" ? body[name] : "";
}

// Anything may be thrown, and a host's failure has a shape of its own.
function words(why) {
  if (typeof why === "string") return why;
  try {
    return String((why && (why.message || why.errMsg || (why.error && why.error.error_msg))) || why);
  } catch (_) {
    return "it failed without a word";
  }
}
