// What the tests do to the page around the stand-in: odd hosts, odd values, and a browser that lacks something.

// Runs a classic script, as a page that loads it does.
export function runScript(text) {
  const script = document.createElement("script");
  script.textContent = text;
  document.head.append(script);
  script.remove();
}

// Puts `member` on an object that is reached by this path from the global one, or takes it away with `undefined`.
export function setMember(path, name, member) {
  const target = path.split(".").filter(Boolean).reduce((owner, step) => (owner[step] ??= {}), globalThis);
  if (member === undefined) delete target[name];
  else target[name] = member;
}

// What is at this path.
export const member = (path) => path.split(".").reduce((owner, step) => owner?.[step], globalThis);

// `canIUse` as a host may have it: saying no to one method, saying nothing, or not ready yet.
export const canIUseDenying = (method) => (what) => what !== method;
export const canIUseReturning = (answer) => () => answer;
export const canIUseThrowing = () => () => { throw new Error("not ready"); };

// An object that cannot be read.
export const unreadable = (name) =>
  Object.defineProperty({}, name, { enumerable: true, get() { throw new Error("this getter throws"); } });

// A value for which neither JSON nor String() has words.
export function unspeakable() {
  const value = Object.create(null);
  value.self = value;
  return value;
}

// Half of a pair of UTF-16 units, which no proper text contains.
export const unpaired = () => "\ud83d";

// An asynchronous method: it returns a promise, which is rejected with this.
export const rejecting = (reason) => async () => { throw reason; };

// `queueMicrotask` as on a TikTok iOS device: there, and throwing. Gives the way back.
export function breakMicrotasks() {
  const whole = window.queueMicrotask;
  window.queueMicrotask = () => { throw new TypeError("queueMicrotask called on an object that is not a Window"); };
  return () => { window.queueMicrotask = whole; };
}

// Timers as a broken polyfill has them: each rings twice. Gives the way back.
export function ringTimersTwice() {
  const once = window.setTimeout;
  window.setTimeout = (ring, delay) => { once(ring, delay); return once(ring, delay + 10); };
  return () => { window.setTimeout = once; };
}

// Sets the device's clock by this many milliseconds. Gives the way back.
export function setClockBy(milliseconds) {
  const now = Date.now;
  Date.now = () => now() + milliseconds;
  return () => { Date.now = now; };
}

// Calls `frame` from timers, as a game loop, until it returns true; microtasks are broken for as long.
export function framesWithoutMicrotasks(frame) {
  return new Promise((resolve, reject) => {
    const restore = breakMicrotasks();
    const end = (how, value) => { clearInterval(timer); restore(); how(value); };
    const timer = setInterval(() => {
      try {
        if (frame()) end(resolve);
      } catch (thrown) {
        end(reject, thrown);
      }
    }, 4);
  });
}

// The text of every script on this page: what TikTok's upload scanner would read. One after another, each read to its
// end, and the wasm left alone: a reply that nobody reads keeps a small server waiting.
export async function scriptsText() {
  const addresses = performance.getEntriesByType("resource").map((entry) => entry.name);
  const texts = [];
  for (const address of addresses.filter((address) => !address.endsWith(".wasm"))) {
    const reply = await fetch(address);
    const text = await reply.text();
    if (reply.headers.get("content-type")?.includes("javascript")) texts.push(text);
  }
  return texts.join("\n");
}

// Methods of a host that do next to nothing.
export const paying = () => (first) => (typeof first === "function" ? first({ is_success: true }) : first.success());
export const throwing = (message) => () => { throw new Error(message); };
export const marking = () => function () { this.paid = true; };

// Calls `act` after some time.
export const after = (milliseconds, act) => void setTimeout(act, milliseconds);

// Puts another `localStorage` on the page: "missing", "null", or "forbidden", which throws when it is looked at. Gives the way
// back.
export function breakLocalStorage(how) {
  const whole = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
  const forbid = () => { throw new DOMException("Access is denied for this document.", "SecurityError"); };
  delete globalThis.localStorage;
  if (how !== "missing") {
    const get = how === "null" ? () => null : forbid;
    Object.defineProperty(globalThis, "localStorage", { configurable: true, get });
  }
  return () => Object.defineProperty(globalThis, "localStorage", whole);
}

// Fills `localStorage` to the last character. Gives the way to empty it.
export function fillLocalStorage() {
  let filler = "";
  for (let length = 1 << 24; length >= 1; length >>= 1) {
    try {
      localStorage.setItem("filler", filler + "x".repeat(length));
      filler += "x".repeat(length);
    } catch { /* Half as much, then. */ }
  }
  return () => localStorage.removeItem("filler");
}

// The storage calls of a mini game, over texts of its own. What it gives for a name that it does not have is up to the host.
export function installMinisStorage(missing) {
  const texts = new Map();
  const game = (globalThis.TTMinis ??= {}).game ??= {};
  game.getStorageSync = (name) => (texts.has(name) ? texts.get(name) : missing);
  game.setStorageSync = (name, text) => void texts.set(name, text);
}

// A backend behind `fetch`, or behind the host's `request` where there is no `fetch`. Answers with the next of these: {status,
// text}, {fails}, {throws}; for the host, {parsed} in place of {text}, and {promises} where no callback is called. `asked` tells
// what it was asked; `mend` puts the page right.
export class ScriptedBackend {
  constructor(isFetch, answers) {
    this.answers = answers;
    this.questions = [];
    this.fetch = globalThis.fetch;
    if (isFetch) {
      globalThis.fetch = (url, { method, headers, body }) => this.fetched({ method, url, headers, body });
    } else {
      globalThis.fetch = undefined;
      const game = (globalThis.TTMinis ??= {}).game ??= {};
      game.request = (options) => this.requested(options);
    }
  }

  next({ method, url, headers, body }) {
    this.questions.push([method, url, headers.Authorization ?? "", body ?? ""].join(" ").trimEnd());
    const answer = this.answers.shift() ?? { fails: "nothing more is answered" };
    if (answer.throws) throw new Error(answer.throws);
    return answer;
  }

  fetched(question) {
    const { fails, status, text } = this.next(question);
    return fails ? Promise.reject(new TypeError(fails)) : Promise.resolve({ status, text: () => Promise.resolve(text) });
  }

  requested({ method, url, header, data, success, fail }) {
    const { fails, status, text, parsed, promises } = this.next({ method, url, headers: header, body: data });
    const answer = { statusCode: status, data: parsed ?? text };
    if (promises) return Promise.resolve(answer);
    setTimeout(() => (fails ? fail({ errMsg: fails }) : success(answer)));
    // What a promise is fulfilled with beside the callback need not be an answer.
    return Promise.resolve({ errMsg: "request:ok" });
  }

  asked() {
    return this.questions.join("\n");
  }

  mend() {
    globalThis.fetch = this.fetch;
    if (globalThis.TTMinis && TTMinis.game) delete TTMinis.game.request;
  }
}
