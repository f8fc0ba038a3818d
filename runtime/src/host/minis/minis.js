// The real host, as wasm sees it: finds what the page offers, makes the calls, and reads what comes back.
//
// It trusts nothing that the host gives it, and it does not throw. Every call is written out by its full name: the
// host's upload scanner reads method names as text. The syntax is that of 2018, because an engine that cannot read this file
// starts no game at all.

// What `find` says: why a method is not offered, or where it is. The same numbers are in `mod.rs`.
const NO_HOST = 0;
const NO_METHOD = 1;
const DENIED = 2;
const GAME = 3; // options object: /docs/zh-Hans/mini-games-sdk-payment
const TT_MINIS = 4; // callback first: /docs/en/minis-sdk-payment, and for login /docs/zh-Hans/minis-sdk-login
const MINIS = 5; // callback first: /doc/minis-sdk-payment, which writes `TTMinis` for some calls

// What `answered` is told. The same numbers are in `dispatch.rs`.
const DONE = 0;
const SUFFICIENT = 1;
const INSUFFICIENT = 2;
const LOGIN_CODE = 3;
const FAILED = 4;
const MALFORMED = 5;
const THREW = 6;
const TIME = 7;
const GIVEN_UP = 8;

// As many calls may be unanswered; beyond it the oldest is given up, so that a mute host cannot fill the memory.
const MOST_UNANSWERED = 256;

// As many UTF-16 units are kept of any text: wasm's memory never shrinks again.
const LONGEST_TEXT = 4096;

// `setTimeout` turns a longer delay into none at all.
const LONGEST_DELAY = 2 ** 31 - 1;

const GLOBAL = typeof globalThis === "undefined" ? self : globalThis;

// By the number of the method. The first place that offers it is the one that is called.
const METHODS = [
  {
    options: () => ({}),
    meaning: loginCode,
    ways: [
      { place: GAME, name: "login", call: (options) => TTMinis.game.login(options) },
      // The callback is the only argument.
      { place: TT_MINIS, name: "login", call: (callback) => TTMinis.login(callback) },
      { place: MINIS, name: "login", call: (callback) => Minis.login(callback) },
    ],
  },
  {
    options: (amount) => ({ type: "BEANS", amount }),
    meaning: sufficient,
    ways: [
      { place: GAME, name: "checkBalance", call: (options) => TTMinis.game.checkBalance(options) },
      { place: TT_MINIS, name: "checkBalance", call: (callback, options) => TTMinis.checkBalance(callback, options) },
      { place: MINIS, name: "checkBalance", call: (callback, options) => Minis.checkBalance(callback, options) },
    ],
  },
  {
    options: (_amount, tier_id) => ({ tier_id }),
    meaning: done,
    ways: [
      { place: GAME, name: "recharge", call: (options) => TTMinis.game.recharge(options) },
      { place: TT_MINIS, name: "recharge", call: (callback, options) => TTMinis.recharge(callback, options) },
      { place: MINIS, name: "recharge", call: (callback, options) => Minis.recharge(callback, options) },
    ],
  },
  {
    options: (_amount, trade_order_id) => ({ trade_order_id }),
    meaning: done,
    ways: [
      { place: GAME, name: "pay", call: (options) => TTMinis.game.pay(options) },
      // The only call that is documented to take `log_extra`.
      { place: TT_MINIS, name: "pay", takesLogExtra: true, call: (callback, options) => TTMinis.pay(callback, options) },
      { place: MINIS, name: "pay", call: (callback, options) => Minis.pay(callback, options) },
    ],
  },
  {
    options: () => ({ type: "BEANS" }),
    meaning: done,
    ways: [
      { place: GAME, name: "navigateToBalance", call: (options) => TTMinis.game.navigateToBalance(options) },
      { place: TT_MINIS, name: "openBalance", call: (callback, options) => TTMinis.openBalance(callback, options) },
      { place: TT_MINIS, name: "navigateToBalance", call: (callback, options) => TTMinis.navigateToBalance(callback, options) },
      { place: MINIS, name: "navigateToBalance", call: (callback, options) => Minis.navigateToBalance(callback, options) },
    ],
  },
];

// The calls and the timers of one program, whichever bridge made them. What comes of each is told as
// `answered(id, what, text, code, raw)`, once and at any time. An id is used again afterwards.
export class Calls {
  constructor(answered) {
    this.answered = answered;
    // The calls that wait for their first answer, the oldest first.
    this.waiting = new Set();
    this.ignored = 0;
  }

  wait(call) {
    this.waiting.add(call);
    if (this.waiting.size > MOST_UNANSWERED) this.settle(this.waiting.values().next().value, [GIVEN_UP]);
  }

  settle(call, outcome) {
    if (this.waiting.delete(call)) this.answered(call.id, ...outcome);
    // A host that has answered may throw: that says nothing.
    else if (outcome[0] !== THREW) this.ignored += 1;
  }

  // Tells the time once, after so many milliseconds or earlier. Says whether it will have been told.
  wakeAfter(id, milliseconds) {
    let isOwed = true;
    const ring = () => {
      if (isOwed) {
        isOwed = false;
        this.answered(id, TIME);
      }
    };
    try {
      setTimeout(ring, Math.min(milliseconds, LONGEST_DELAY));
      return true;
    } catch (_) {
      // Without timers. One that was set all the same must not ring for somebody else.
      const hasRung = !isOwed;
      isOwed = false;
      return hasRung;
    }
  }
}

// What one bridge knows of the page.
export class Page {
  constructor(calls, logExtra) {
    this.calls = calls;
    this.logExtra = logExtra;
    // Where each method was called. It is not looked for again. What was only seen is: `TTMinis.game` may come a moment after
    // `TTMinis`.
    this.ways = [];
  }

  withLogExtra(name, value) {
    return new Page(this.calls, { ...this.logExtra, [name]: value });
  }

  // Where a method is, or of the reasons why it is nowhere the one that came closest.
  find(method) {
    return this.look(method).place;
  }

  // Makes a call, if there is a way to. Gives what `find` says.
  call(id, method, amount, text) {
    const way = this.look(method);
    if (way.call) {
      this.ways[method] = way;
      const { options, meaning } = METHODS[method];
      const given = options(amount, text);
      if (way.takesLogExtra && this.logExtra) given.log_extra = this.logExtra;
      const call = { id };
      this.calls.wait(call);
      callHost(way, given, meaning, (outcome) => this.calls.settle(call, outcome));
    }
    return way.place;
  }

  look(method) {
    return this.ways[method] || look(METHODS[method].ways);
  }
}

let lastSaid = 0;
let setBack = 0;

// The time on the device's clock, in milliseconds, made one that never goes back: the clock of a phone is set while a game
// runs.
export function now() {
  const said = Date.now() || 0;
  setBack += Math.max(0, lastSaid - said);
  lastSaid = said;
  return said + setBack;
}

// 32 random bits.
export const random = () => Math.random() * 2 ** 32;

function callHost(way, options, meaning, tell) {
  try {
    const returned =
      way.place === GAME
        ? way.call(withCallbacks(options, meaning, tell))
        : way.call((value) => tell(answer(value, meaning)), options);
    onRejection(returned, (reason) => tell(rejected(reason)));
  } catch (thrown) {
    tell([THREW, describe(thrown), undefined, raw(thrown)]);
  }
}

// Some examples name the failure's key `error` (/doc/mini-games-sdk-payment). There is no `complete`: it says nothing that
// the others do not say, and nobody says that it comes after them.
function withCallbacks(options, meaning, tell) {
  const fail = (value) => tell(failed(value));
  return { ...options, success: (value) => tell(succeeded(value, meaning)), fail, error: fail };
}

// A host may return a promise beside its callback. What it is fulfilled with is documented nowhere.
function onRejection(returned, rejected) {
  try {
    if (isMethod(returned, "then")) returned.then(undefined, rejected);
  } catch (_) {
    // A `then` that throws has nothing to say.
  }
}

// ---- What the page offers: found by probing, never by direct reference.

// The first way that is offered.
function look(ways) {
  let closest = NO_HOST;
  for (const way of ways) {
    const found = offer(way);
    if (found === way.place) return way;
    closest = Math.max(closest, found);
  }
  return { place: closest };
}

function offer({ place, name }) {
  const host = sdk(place);
  if (!holdsMembers(host)) return NO_HOST;
  if (!isMethod(host, name)) return NO_METHOD;
  // The pages ask now the one and now the other about the same method (/doc/mini-games-sdk-basic-utility).
  const hosts = place === GAME ? [host, sdk(TT_MINIS)] : [host];
  const opinion = hosts.map((host) => canIUse(host, name)).find((says) => says !== undefined);
  return opinion === false ? DENIED : place;
}

function sdk(place) {
  if (place === MINIS) return root("Minis");
  const ttMinis = root("TTMinis");
  return place === GAME ? get(ttMinis, "game") : ttMinis;
}

// A member of the global object, or else of `GameGlobal`, from where it is put on the global object: calls are written out by
// their full names, and a name that is written out is looked for there.
function root(name) {
  const known = get(GLOBAL, name);
  if (holdsMembers(known)) return known;
  const found = get(get(GLOBAL, "GameGlobal"), name);
  try {
    if (holdsMembers(found)) GLOBAL[name] = found;
  } catch (_) {
    // A call of this name will throw, and say so.
  }
  return found;
}

// A missing, throwing or vague one has no opinion (/doc/minis-sdk-basic-utility).
function canIUse(host, name) {
  try {
    const says = isMethod(host, "canIUse") ? host.canIUse(name) : undefined;
    return typeof says === "boolean" ? says : undefined;
  } catch (_) {
    return undefined;
  }
}

const isMethod = (host, name) => typeof get(host, name) === "function";

// An object, or a function or class with members of its own.
const holdsMembers = (value) => isObject(value) || typeof value === "function";

// ---- Reading what came back. An outcome is `[what, text, code, raw]`.

// Through the one callback for success and failure.
const answer = (value, meaning) => failureIn(value) || meaning(value, denies(value) === false);

// Through `success`.
const succeeded = (value, meaning) => failureIn(value) || meaning(value, true);

// `{is_success: true}` through the one callback, anything that is no failure through `success`. It proves nothing.
function done(value, isDone) {
  return isDone ? [DONE] : malformed(value, "is_success");
}

// `{is_sufficient: boolean}`.
function sufficient(value) {
  const says = get(value, "is_sufficient");
  if (typeof says !== "boolean") return malformed(value, "is_sufficient");
  return [says ? SUFFICIENT : INSUFFICIENT];
}

// `{authResponse: {code: string}}` through the one callback, `{code: string}` through `success`.
function loginCode(value) {
  const response = get(value, "authResponse");
  const code = get(isObject(response) ? response : value, "code");
  return typeof code === "string" && code ? [LOGIN_CODE, code] : malformed(value, "code");
}

const malformed = (value, member) =>
  [MALFORMED, `the answer has neither a proper \`${member}\` nor an \`error\``, undefined, raw(value)];

// A failure, in every shape in which the host is known to report one:
//
//   {error: {error_code: number, error_msg, error_extra}}       /doc/minis-sdk-payment, /doc/mini-games-sdk-payment
//   {error: {error_code: string, error_msg}}                    the subscription page of the Minis SDK
//   {isSuccess: false, error}                                   /doc/minis-sdk-share
//   {errorCode, errMsg}, {errCode, errMsg}, {errMsg: "pay:fail …"}
//                                                               what guides write, and bridges of engines meet
//   a bare text, an `Error`, nothing at all
function failed(value) {
  const failure = get(value, "error") || value;
  return [FAILED, messageOf(failure), codeOf(failure), raw(value)];
}

// The reason for which a promise was rejected: a failure that the host tells of, or something that went wrong on the way, of
// which nothing is known. A promise may be rejected long after the panel has opened.
function rejected(reason) {
  const isTheHosts = get(reason, "error") || codeOf(reason) !== undefined || /^[^:]*:fail cancel/.test(messageOf(reason));
  return isTheHosts ? failed(reason) : [MALFORMED, describe(reason), undefined, raw(reason)];
}

// A failure that came through a callback for answers. It counts before anything beside it.
function failureIn(value) {
  if (!isObject(value)) return undefined;
  let error;
  try {
    error = value.error;
  } catch (_) {
    return [MALFORMED, "the `error` of the answer cannot be read", undefined, raw(value)];
  }
  if (error && codeOf(error) !== "0") return failed(value);
  if (!denies(value)) return undefined;
  const [what, message, code, said] = failed(value);
  return [what, message || (code ? "" : "the host answered `is_success: false`, and gave no reason"), code, said];
}

// Whether an answer without an `error` says that the call failed; nothing where it does not say.
function denies(answer) {
  const flag = ["is_success", "isSuccess"].map((name) => get(answer, name)).find((flag) => typeof flag === "boolean");
  if (flag !== undefined) return !flag;
  // `pay:ok` and `pay:fail the reason`, with or without a code.
  const told = get(answer, "errMsg");
  if (typeof told === "string" && told.includes(":")) return !/^[^:]*:ok/.test(told);
  const code = codeOf(answer);
  return code === undefined ? undefined : code !== "0";
}

function messageOf(failure) {
  const message = first(failure, ["error_msg", "errMsg", "message"]);
  return message === undefined ? text(failure) || "" : message;
}

const codeOf = (failure) => first(failure, ["error_code", "errorCode", "errCode"]);

// The first of these members that is a text or a number.
function first(target, names) {
  return names.map((name) => text(get(target, name))).find((found) => found !== undefined);
}

// A string or a number, as text.
const text = (value) => (["string", "number"].includes(typeof value) ? bounded(String(value)) : undefined);

// Anything in the words of `String(value)`; empty where even that throws.
function describe(value) {
  try {
    return bounded(String(value));
  } catch (_) {
    return "";
  }
}

// Anything as JSON, for a bug report; what JSON cannot say is described.
function raw(value) {
  try {
    const json = JSON.stringify(value);
    return bounded(json === undefined ? String(value) : json);
  } catch (_) {
    return describe(value);
  }
}

const bounded = (text) => text.slice(0, LONGEST_TEXT);

const isObject = (value) => typeof value === "object" && value !== null;

// A member; nothing where there is none, and where it cannot be read.
function get(target, name) {
  try {
    const member = target === undefined || target === null ? undefined : target[name];
    return member === null ? undefined : member;
  } catch (_) {
    return undefined;
  }
}
