// A page without panels that has nothing but a console and what a test gives it, and a game on it.

import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

export const SCRIPT = readFileSync(new URL("../stand-in.js", import.meta.url), "utf8");
export const DIALECTS = ["TTMinis.game", "TTMinis", "TTMinis+recharge", "Minis"];
export const CALLBACK_FIRST = DIALECTS.slice(1);
export const TOPS_UP = ["TTMinis.game", "TTMinis"];
export const TOPS_UP_APART = ["TTMinis.game", "TTMinis+recharge", "Minis"];
export const BEANS = { type: "BEANS" };

// Timers wait until `ring` is called, so that no test waits.
export function page(globals = {}) {
  const timers = new Set();
  const warnings = [];
  const set = (act, ms) => {
    const timer = { act, ms };
    timers.add(timer);
    return timer;
  };
  const clear = (timer) => timers.delete(timer);
  const console = { warn: (sentence) => warnings.push(sentence) };
  const context = createContext({ console, setTimeout: set, clearTimeout: clear, ...globals });
  runInContext(SCRIPT, context);
  return { context, warnings, ring: () => ringAll(timers), standIn: context.TikTokStandIn };
}

// Lets these timers ring, and says how long each would have taken.
function ringAll(timers) {
  const due = [...timers];
  timers.clear();
  for (const { act } of due) act();
  return due.map(({ ms }) => ms);
}

// A page with the stand-in on it, and a game that calls it as its dialect wants. `call` gives all that came back.
export function game(dialect, options = {}, globals = {}) {
  const made = page(globals);
  made.standIn.install({ dialect, panels: "auto", ...options });
  const find = (method) => ownersIn(made.context).find((owner) => owner[method]);
  const start = (method, given, came = []) => {
    const listen = (name) => (...values) => came.push([name, ...values.map(plain)]);
    const owner = find(method);
    const listeners = Object.fromEntries(["success", "fail", "error", "complete"].map((name) => [name, listen(name)]));
    const returned =
      dialect === "TTMinis.game" ? owner[method]({ ...given, ...listeners }) : owner[method](listen("callback"), given);
    return { came, returned };
  };
  return { ...made, dialect, start, call: (method, given) => start(method, given).came };
}

export const ownersIn = ({ TTMinis, Minis }) => [TTMinis?.game, TTMinis, Minis].filter(Boolean);

// What was made on the page, as if it had been made here: the two have prototypes of their own.
export const plain = (value) => (typeof value === "object" && value !== null ? JSON.parse(JSON.stringify(value)) : value);

// The answers as each dialect has them.
export const hasOptions = (dialect) => dialect === "TTMinis.game";

export function good(dialect, result) {
  if (hasOptions(dialect)) return [["success"], ["complete"]];
  return [["callback", { is_success: true, ...result }]];
}

export function bad(dialect, code, message) {
  const error = { error_code: code, error_msg: message, error_extra: {} };
  return hasOptions(dialect) ? [["fail", { error }], ["complete"]] : [["callback", { is_success: false, error }]];
}

export function paid(dialect, id) {
  return good(dialect, dialect.startsWith("TTMinis") ? { trade_order_id: id } : {});
}

export function inEach(dialects, statement, prove) {
  for (const dialect of dialects) test(`${dialect}: ${statement}`, () => prove(dialect));
}
