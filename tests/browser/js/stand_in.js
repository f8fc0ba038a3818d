// A stand-in for TikTok's SDK, callback first, as `/doc/minis-sdk-payment` describes it.
//
// It has a wallet, top-up tiers and orders, and answers at once as the page says it would. A test may script what the
// next call of a method does instead.

const TIERS = { tier_300: 300, tier_500: 500 };

let wallet;
let orders;
let calls;
let scripts;

// A fresh host, spread over both globals as the payment page's examples are.
export function install(beans) {
  wallet = beans;
  orders = new Map();
  calls = [];
  scripts = {};
  window.Minis = sdk("Minis", ["checkBalance", "recharge", "pay"]);
  window.TTMinis = sdk("TTMinis", ["login", "navigateToBalance"]);
}

// No host at all, as in a page outside TikTok.
export function uninstall() {
  delete window.Minis;
  delete window.TTMinis;
  calls = [];
}

export const balance = () => wallet;

// Each call with the options it was given, one a line.
export const callsSeen = () => calls.join("\n");

// What TikTok's server does for the game's backend.
export function createOrder(beans) {
  const id = `order-${orders.size + 1}`;
  orders.set(id, { beans, paid: false });
  return id;
}

export const isPaid = (id) => orders.get(id).paid;

// What the next call of `method` does.
export const answerNext = (method, answer) => script(method, (callback) => callback(answer));
export const answerNextLater = (method, ms) => script(method, (callback, answer) => setTimeout(() => callback(answer()), ms));
export const answerNextTwice = (method) =>
  script(method, (callback, answer) => {
    const said = answer();
    callback(said);
    callback(said);
  });
export const neverAnswerNext = (method) => script(method, () => {});
export const carryOutNextSilently = (method) => script(method, (_, answer) => { answer(); });
export const carryOutNextAndAnswer = (method, other) => script(method, (callback, answer) => { answer(); callback(other); });
export const throwNext = (method, thrown) => script(method, () => { throw thrown; });

// Answers as ordinary, and throws after it.
export const answerNextAndThrow = (method, thrown) =>
  script(method, (callback, answer) => {
    callback(answer());
    throw thrown;
  });

// Puts `member` on a global, or takes it away with `undefined`.
export function setMember(namespace, name, member) {
  window[namespace] ??= {};
  window[namespace][name] = member;
}

// A `pay` of the host, as `namespace` has it.
export const payOf = (namespace) => member(namespace, "pay");

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

// `queueMicrotask` as on a TikTok iOS device: there, and throwing. Gives the way back.
export function breakMicrotasks() {
  const whole = window.queueMicrotask;
  window.queueMicrotask = () => { throw new TypeError("queueMicrotask called on an object that is not a Window"); };
  return () => { window.queueMicrotask = whole; };
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

function sdk(namespace, methods) {
  return Object.fromEntries(methods.map((method) => [method, member(namespace, method)]));
}

function member(namespace, method) {
  return function (callback, ...options) {
    calls.push(`${namespace}.${method}(${options.map((each) => JSON.stringify(each)).join(", ")})`);
    const answer = () => ORDINARY[method](...options);
    const behave = scripts[method]?.shift() ?? (() => callback(answer()));
    behave(callback, answer);
  };
}

function script(method, behave) {
  (scripts[method] ??= []).push(behave);
}

const failure = (code, message) => ({ is_success: false, error: { error_code: code, error_msg: message, error_extra: {} } });

const ORDINARY = {
  login: () => ({ authResponse: { code: "login-code" } }),

  checkBalance: ({ amount }) => ({ is_sufficient: wallet >= amount }),

  recharge({ tier_id }) {
    if (!(tier_id in TIERS)) return failure(117101, "unknown tier_id");
    wallet += TIERS[tier_id];
    return { is_success: true, tier_id, trade_order_id: "top-up-1" };
  },

  pay({ trade_order_id }) {
    const order = orders.get(trade_order_id);
    if (!order || order.paid) return failure(117101, "unknown or used trade_order_id");
    if (wallet < order.beans) return failure(117600, "not enough Beans");
    wallet -= order.beans;
    order.paid = true;
    return { is_success: true };
  },

  navigateToBalance: () => ({ is_success: true }),
};
