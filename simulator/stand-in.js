// A stand-in for TikTok's SDK in a plain browser: the payment calls of a mini game, with a wallet, packages of Beans
// and orders behind them, and panels that a person answers. A classic script, for a game in any language.
//
//   <script src="stand-in.js"></script>
//   <script>TikTokStandIn.install({ dialect: "TTMinis.game" });</script>
//
// Nothing here is TikTok's, and no money moves. README.md tells the options, the faults and the hooks for tests.
//
// All that is drawn is in one element, `<tiktok-stand-in>`, with an open shadow root. A page test finds in it, by
// `data-test`:
//
//   payment panel    pay-sheet       pay-item, pay-price, pay-balance, pay-missing, pay-package, pay-left,
//                                    pay-confirm, pay-cancel
//   top-up panel     recharge-sheet  recharge-package, recharge-balance, recharge-confirm, recharge-cancel
//   wallet page      wallet-sheet    wallet-balance, wallet-close
//   developer panel  dev-toggle, dev-panel: dev-close, dev-balance, dev-add-100, dev-add-1000, dev-empty, dev-dialect,
//                    dev-method, dev-fault, dev-fault-says, dev-arm, dev-armed, dev-disarm, dev-orders, dev-calls,
//                    dev-forget; where a server has the wallet, dev-server in place of balance and orders
(() => {
  "use strict";

  const GLOBALS = ["TTMinis", "Minis"];

  // What `install` has put on the page, by the name of the global. Null before it and after `uninstall`.
  let installed = null;

  if (globalThis.TikTokStandIn) return;
  if (realHost()) {
    console.warn(`${realHost()} is on this page already, so the stand-in for TikTok's SDK stays away.`);
    return;
  }

  // The SDK sits on the global object or, in TikTok's Native runtime, on `GameGlobal`.
  function realHost() {
    const owners = { globalThis, GameGlobal: globalThis.GameGlobal };
    const places = Object.keys(owners).flatMap((owner) => GLOBALS.map((name) => [owner, name]));
    const isForeign = ([owner, name]) => owners[owner]?.[name] != null && owners[owner][name] !== installed?.[name];
    return places.find(isForeign)?.join(".");
  }

  // ---- Words and checks --------------------------------------------------------------------------------------------

  const A_COUNT = "a whole number, 0 or more";

  function isCount(value) {
    return Number.isSafeInteger(value) && value >= 0;
  }

  function isFlag(value) {
    return typeof value === "boolean";
  }

  function isName(value) {
    return typeof value === "string" && value.trim() !== "";
  }

  function isAddress(value) {
    return typeof value === "string" && /^https?:\/\/[^/]+$/.test(value);
  }

  function demand(isRight, sentence) {
    if (!isRight) throw new Error(sentence);
  }

  function oneOf(table) {
    return `one of ${Object.keys(table).join(", ")}`;
  }

  // Any value in words. There are some for which neither JSON nor String() has any.
  function inWords(value) {
    for (const words of [(it) => (it instanceof Error ? undefined : JSON.stringify(it)), String]) {
      try {
        if (words(value) !== undefined) return words(value);
      } catch {
        // The next may know.
      }
    }
    return "something unspeakable";
  }

  // ---- Facts about TikTok ------------------------------------------------------------------------------------------

  // TikTok publishes the dialects side by side: `/docs/zh-Hans/mini-games-sdk-payment` for games,
  // `/docs/en/minis-sdk-payment` for other pages, and `/doc/minis-sdk-payment` as it was, with its calls spread over
  // two globals. In the newer two `pay` tops up by itself (`/doc/in-app-purchases`).
  const DIALECTS = {
    "TTMinis.game": {
      members: { "TTMinis.game": ["login", "checkBalance", "recharge", "pay", "navigateToBalance"] },
      // The pages mix the two within one section (`/doc/mini-games-sdk-basic-utility`).
      canIUse: ["TTMinis", "TTMinis.game"],
      style: optionsObject,
      payTopsUp: true,
    },
    TTMinis: {
      members: { TTMinis: ["login", "pay", "openBalance"] },
      canIUse: ["TTMinis"],
      style: callbackFirst,
      payTopsUp: true,
      payNamesOrder: true,
    },
    "TTMinis+recharge": {
      members: { TTMinis: ["login", "checkBalance", "recharge", "pay", "openBalance"] },
      canIUse: ["TTMinis"],
      style: callbackFirst,
      payNamesOrder: true,
    },
    Minis: {
      members: { Minis: ["checkBalance", "recharge", "pay"], TTMinis: ["login", "navigateToBalance"] },
      canIUse: [],
      style: callbackFirst,
    },
  };

  const methodsOf = (dialect) => Object.values(dialect.members).flat();

  // Beans in a package, by tier id. These are made up; TikTok's chart is `/doc/tiktok-beans-pricing-tiers`.
  const tiers = { tier_100: 100, tier_300: 300, tier_500: 500, tier_1000: 1000 };

  // The tier id in TikTok's example, 1731381720000100, is a package of 100 (`/doc/minis-payment-apis`). So an id that
  // is not listed says with its last four digits how many Beans it is.
  function packageOf(tierId) {
    if (typeof tierId !== "string") return 0;
    return Object.hasOwn(tiers, tierId) ? tiers[tierId] : Number(/\d{1,4}$/.exec(tierId)?.[0] ?? 0);
  }

  // Inside the payment panel the nearest package is bought, rounding up. More than the largest package is bought in
  // several of the largest.
  function packageFor(missing) {
    const sizes = Object.values(tiers);
    const largest = Math.max(...sizes);
    const enough = sizes.filter((size) => size >= missing);
    return enough.length > 0 ? Math.min(...enough) : Math.ceil(missing / largest) * largest;
  }

  // TikTok publishes no codes for its payment calls. The codes of its subscription calls are three digits for the call
  // and three for the reason, the same in every call; these follow that pattern. 102 is login's (`/doc/silent-login`),
  // 117 is made up.
  const REASONS = { parameters: 101, internal: 502, user: 600, cancelled: 601 };

  function failure({ method }, reason, message) {
    const prefix = method === "login" ? 102 : 117;
    return { error: { error_code: prefix * 1000 + REASONS[reason], error_msg: message, error_extra: {} } };
  }

  // ---- What outlives a call ----------------------------------------------------------------------------------------

  // `world` is what may outlive the page: `{balance, orders, lastOrder, faults, chosen}`, with a queue of faults for
  // each method, and in `chosen` the dialect that the developer panel has put in place of the page's.
  let world = null;
  let settings = null;
  let log = [];
  const listeners = new Set();

  function change(changes) {
    Object.assign(world, changes);
    keepWorld();
    notify();
  }

  function notify() {
    for (const listener of [...listeners]) listener();
  }

  // ---- The wallet and the orders, in the page ----------------------------------------------------------------------

  function setBalance(beans) {
    demand(isCount(beans), `TikTokStandIn.setBalance: a balance must be ${A_COUNT}; found ${inWords(beans)}`);
    change({ balance: beans });
  }

  function createOrder({ beans, name = "An item" } = {}) {
    const isPrice = isCount(beans) && beans > 0;
    demand(isPrice, `TikTokStandIn.createOrder: \`beans\` must be a whole number above 0; found ${inWords(beans)}`);
    const lastOrder = world.lastOrder + 1;
    const order = { id: `TOID${lastOrder}`, beans, name: String(name), status: "PENDING", failed: false };
    change({ lastOrder, orders: [...world.orders, order] });
    return order.id;
  }

  const findOrder = (id) => world.orders.find((order) => order.id === id);

  // A cancelled order stays `PENDING`: TikTok has no other word for it (`/doc/minis-payment-apis`).
  function orderStatus(id) {
    const order = findOrder(id);
    demand(order, `TikTokStandIn.orderStatus: there is no order ${inWords(id)}`);
    return order.status;
  }

  // A wallet gives each outcome, `{result}` or `{error}`, to `then`. A `panel` is what the payment panel shows; an order
  // that cannot be paid has none.
  const IN_PAGE = {
    login: (_, then) => then({ result: { code: "login-code" } }),

    checkBalance: ({ options }, then) => then({ result: { is_sufficient: world.balance >= options.amount } }),

    recharge({ options }, then) {
      change({ balance: world.balance + packageOf(options.tier_id) });
      then({ result: {} });
    },

    panel(call, then) {
      const order = findOrder(call.options.trade_order_id);
      then(refuseOrder(call, order) ?? { result: panelOf(order) });
    },

    pay(call, then) {
      const order = findOrder(call.options.trade_order_id);
      const panel = panelOf(order);
      const refused = refuseShortWallet(call, panel);
      if (refused) return then(refused);
      Object.assign(order, { status: "SUCCESS", failed: false });
      change({ balance: panel.balance + panel.top_up - panel.beans });
      then({ result: {} });
    },

    lose({ options }, _, then) {
      const order = findOrder(options.trade_order_id);
      if (order?.status === "PENDING") {
        order.failed = true;
        change({});
      }
      then();
    },
  };

  function panelOf({ name, beans }) {
    const { balance } = world;
    const missing = Math.max(0, beans - balance);
    return { product_name: name, beans, balance, missing, top_up: missing > 0 ? packageFor(missing) : 0 };
  }

  // An order is single use. Once paid it cannot be paid again, and after a failure or a cancel TikTok wants a new one
  // (`/doc/tiktok-minis-in-app-purchases`).
  function refuseOrder(call, order) {
    if (!order) return failure(call, "parameters", "unknown trade_order_id");
    return order.status === "PENDING" && !order.failed ? null : usedBefore(call);
  }

  // ---- The wallet and the orders, at the simulator's server --------------------------------------------------------

  function atServer({ server, user }) {
    const ask = (path, call, question, then) => {
      const owed = owing;
      const body = JSON.stringify({ user, ...question });
      fetch(`${server}/desk/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body })
        .then((response) => response.json())
        .then(({ error, ...result }) => {
          // A question that it does not understand is answered with a sentence.
          if (typeof error === "string") throw new Error(error);
          return error ? { error } : { result };
        })
        .catch(({ message }) => failure(call, "internal", `${server} did not do it: ${message}`))
        .then((outcome) => owed === owing && soon(() => then(outcome)));
    };
    const order = ({ options }) => ({ trade_order_id: String(options.trade_order_id) });
    return {
      login: (call, then) => ask("login", call, {}, then),
      checkBalance: (call, then) => ask("check_balance", call, { amount: call.options.amount }, then),
      recharge: (call, then) => ask("recharge", call, { tier_id: call.options.tier_id }, then),
      panel: (call, then) => ask("panel", call, order(call), then),
      pay: (call, then) => ask("pay", call, { ...order(call), top_up: Boolean(call.dialect.payTopsUp) }, then),
      lose(call, { error }, then) {
        const isCancelled = error.error_code === cancelled(call).error.error_code;
        ask(isCancelled ? "cancel" : "decline", call, order(call), () => then());
      },
    };
  }

  const wallet = () => (settings.server ? atServer(settings) : IN_PAGE);

  // ---- What survives a reload --------------------------------------------------------------------------------------

  const STORAGE_KEY = "tiktok-stand-in";

  // The numbers of orders go on where they were, so that what a game has noted of a forgotten order fits no new one.
  function freshWorld(lastOrder) {
    return { balance: settings.balance, orders: [], lastOrder, faults: {}, chosen: null };
  }

  function openWorld() {
    const kept = settings.keep ? readKept() : null;
    return kept && !settings.fresh ? kept : freshWorld(kept?.lastOrder ?? 0);
  }

  function readKept() {
    try {
      const kept = JSON.parse(localStorage.getItem(STORAGE_KEY));
      demand(kept === null || isWorld(kept), "it is no wallet with orders");
      return kept;
    } catch (error) {
      console.warn(`The stand-in ignores what localStorage has under "${STORAGE_KEY}": ${error.message}.`);
      return null;
    }
  }

  function isWorld({ balance, orders, lastOrder, faults, chosen }) {
    const isOrder = (order) => typeof order.id === "string" && isCount(order.beans);
    const isQueue = (queue) => queue.every((fault) => Object.hasOwn(FAULTS, fault));
    const isDialect = !chosen || Object.hasOwn(DIALECTS, chosen.dialect);
    const areCounts = isCount(balance) && isCount(lastOrder);
    return areCounts && orders.every(isOrder) && Object.values(faults).every(isQueue) && isDialect;
  }

  // Faults are kept by name. One that is an object may hold what no text can.
  function keepWorld() {
    if (!settings.keep) return;
    const named = ([method, queue]) => [method, queue.filter((fault) => typeof fault === "string")];
    const faults = Object.fromEntries(Object.entries(world.faults).map(named));
    try {
      localStorage.setItem(STORAGE_KEY, JSON.stringify({ ...world, faults }));
    } catch (error) {
      settings.keep = false;
      console.warn(`The stand-in has its wallet in memory only, because localStorage failed: ${error.message}.`);
    }
  }

  function forgetEverything() {
    forgetWhatIsOwed();
    log = [];
    change(freshWorld(world.lastOrder));
    putOnPage();
  }

  // ---- What the calls do -------------------------------------------------------------------------------------------

  // `look` finds out what there is to know before anything is shown, `sheet` is what the person is asked with that,
  // `agreed` what happens then. Both give an outcome, and one that is an error ends the call.
  const METHODS = {
    login: {
      look: unless(() => null),
      agreed: (call, then) => wallet().login(call, then),
    },

    checkBalance: {
      look: unless((call) => refuseType(call) ?? refuseAmount(call)),
      agreed: (call, then) => wallet().checkBalance(call, then),
    },

    recharge: {
      look: unless((call) => (packageOf(call.options.tier_id) > 0 ? null : unknownTier(call))),
      sheet: ({ options }) => rechargeSheet(packageOf(options.tier_id)),
      agreed(call, then) {
        const { tier_id } = call.options;
        wallet().recharge(call, withResult({ tier_id, trade_order_id: "top-up-1" }, then));
      },
    },

    pay: {
      look(call, then) {
        wallet().panel(call, (panel) => then(panel.error ? panel : (refuseShortWallet(call, panel.result) ?? panel)));
      },
      sheet: (_, panel) => paySheet(panel),
      // The wallet may have changed since the call was made.
      agreed: (call, then) => wallet().pay(call, withResult({ trade_order_id: call.options.trade_order_id }, then)),
    },

    navigateToBalance: { look: unless(refuseType), sheet: walletSheet, agreed: (_, then) => then({ result: {} }) },

    openBalance: { look: unless(refuseType), sheet: walletSheet, agreed: (_, then) => then({ result: {} }) },
  };

  // All that there is to know is what is wrong with the call itself.
  function unless(refusal) {
    return (call, then) => then(refusal(call) ?? { result: null });
  }

  function withResult(result, then) {
    return (outcome) => then(outcome.error ? outcome : { result });
  }

  // There is one legal type (`/docs/zh-Hans/mini-games-sdk-payment`).
  function refuseType(call) {
    return call.options.type === "BEANS" ? null : failure(call, "parameters", 'type must be "BEANS"');
  }

  function refuseAmount(call) {
    return isCount(call.options.amount) ? null : failure(call, "parameters", `amount must be ${A_COUNT}`);
  }

  function refuseShortWallet(call, { missing }) {
    return call.dialect.payTopsUp || missing === 0 ? null : failure(call, "user", "not enough Beans");
  }

  const unknownTier = (call) => failure(call, "parameters", "unknown tier_id");
  const usedBefore = (call) => failure(call, "parameters", "trade_order_id was used before");
  const cancelled = (call) => failure(call, "cancelled", "cancelled");
  const broken = (call) => failure(call, "internal", "internal error");

  // Lets the call take its ordinary way, and gives its outcome to `then`.
  function carryOut(call, then) {
    const { look, sheet, agreed } = METHODS[call.method];
    const end = (outcome) => (outcome.error ? failed(call, outcome, then) : then(outcome));
    look(call, (seen) => {
      if (seen.error) return soon(() => end(seen));
      if (!sheet || !ui) return soon(() => agreed(call, end));
      // A second panel never opens, and the order of the first stays as it is.
      if (ui.isAsking()) return soon(() => then(failure(call, "internal", "another panel is open")));
      ui.ask(sheet(call, seen.result), (isAgreed) => (isAgreed ? agreed(call, end) : end(cancelled(call))));
    });
  }

  // A payment that fails takes its order with it.
  function failed(call, outcome, then) {
    if (call.method === "pay") wallet().lose(call, outcome, () => then(outcome));
    else then(outcome);
  }

  // What the host still owes: answers, and money. `owing` is another one after all was forgotten.
  const timers = new Set();
  let owing = {};

  function forgetWhatIsOwed() {
    timers.forEach(clearTimeout);
    timers.clear();
    owing = {};
  }

  function after(ms, act) {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  }

  // Where there are panels an answer comes when the call has returned, as from a real host. Without them it comes
  // inside the call, so that a test needs no waiting.
  function soon(act) {
    if (ui) after(0, act);
    else act();
  }

  // ---- From a call of the game to its answer -----------------------------------------------------------------------

  function receive(dialect, place, method, args) {
    const name = `${place}.${method}`;
    demand(installed, `${name}: the stand-in was uninstalled`);
    const entry = { text: `${name}(${args.filter(isData).map(inWords).join(", ")})`, answers: [] };
    log.push(entry);
    notify();
    try {
      return behave({ method, dialect, entry, ...dialect.style(name, args) });
    } catch (thrown) {
      note(entry, `throws ${inWords(thrown)}`);
      throw thrown;
    }
  }

  const isData = (value) => value !== undefined && typeof value !== "function";

  function note(entry, words) {
    entry.answers.push(words);
    notify();
  }

  // `success`, `fail` and `complete` among the options; `complete` follows either (`/doc/mini-games-sdk-payment`). Only
  // login and checkBalance are shown to give `success` anything.
  function optionsObject(name, [options = {}]) {
    const isObject = typeof options === "object" && options !== null;
    demand(isObject, `${name} takes one object, with \`success\` and \`fail\` in it; found ${inWords(options)}`);
    return {
      options,
      route: (channel) => [channel, options[channel]],
      answerFor({ method }, { result, error }) {
        if (error) return ["fail", { error }];
        return method === "login" || method === "checkBalance" ? ["success", result] : ["success"];
      },
    };
  }

  // One callback for success and failure, and the options after it (`/doc/minis-sdk-payment`).
  function callbackFirst(name, [callback, options]) {
    const isFunction = typeof callback === "function";
    demand(isFunction, `${name} takes a callback first and its options second; found ${inWords(callback)} first`);
    return {
      options: options ?? {},
      route: (channel) => ["callback", channel === "complete" ? null : callback],
      answerFor(call, { result, error }) {
        return error ? ["fail", { is_success: false, error }] : ["success", callbackResult(call, result)];
      },
    };
  }

  function callbackResult({ method, dialect }, result) {
    if (method === "login") return { authResponse: result };
    if (method === "checkBalance") return result;
    return method === "pay" && !dialect.payNamesOrder ? { is_success: true } : { is_success: true, ...result };
  }

  function reply(call, outcome) {
    answer(call, ...call.answerFor(call, outcome));
  }

  function answer(call, channel, ...values) {
    if (call.completesFirst) say(call, "complete");
    say(call, channel, ...values);
    if (!call.completesFirst) say(call, "complete");
  }

  function say(call, channel, ...values) {
    const [name, listener] = call.route(channel);
    if (listener == null) return;
    note(call.entry, `${name}(${values.map(inWords).join(", ")})`);
    listener(...values);
  }

  // The first part of the question is the call; what may follow it is not looked at (`/doc/minis-sdk-basic-utility`).
  const canIUse = (dialect) => (question) => ["init", ...methodsOf(dialect)].includes(String(question).split(".")[0]);

  // ---- Faults ------------------------------------------------------------------------------------------------------

  // No page of TikTok's rules any of these out: that an answer comes, comes once, comes soon, and is true.
  const FAULTS = {
    cancel: {
      says: "Answers that the person has cancelled. Nothing is carried out.",
      does: (call) => failWith(call, cancelled(call)),
    },
    decline: {
      says: "Answers that this person may not do it. Nothing is carried out.",
      does: (call) => failWith(call, failure(call, "user", "declined")),
    },
    "error-code": {
      says: "Answers an internal error. Nothing is carried out.",
      does: (call) => failWith(call, broken(call)),
    },
    malformed: {
      says: "Answers an empty object, neither a result nor an error. Nothing is carried out.",
      does: (call) => answerWith(call, "fail", {}),
    },
    throw: {
      says: "Throws. Nothing is carried out.",
      does: () => throwIt(new Error("the stand-in was told to throw")),
    },
    "never-answers": {
      says: "Never answers. Nothing is carried out.",
      does() {},
    },
    "done-unanswered": {
      says: "Is carried out, money included, and never answered.",
      does: (call) => carryOut(call, () => {}),
    },
    "answers-twice": {
      says: "Is carried out, and answered twice.",
      does: (call) => carryOut(call, (outcome) => replyEach(call, [outcome, outcome])),
    },
    "success-then-fail": {
      says: "Is carried out and answered, and answered once more with an internal error.",
      does: (call) => carryOut(call, (outcome) => replyEach(call, [outcome, broken(call)])),
    },
    "fail-then-money": {
      says: "Answers an internal error. The money moves all the same, 3 seconds later.",
      does: failThenMoney,
    },
    "answers-late": {
      says: "Is carried out, and answered 5 seconds later.",
      does: (call) => answerLate(call, 5000),
    },
    "balance-changed": {
      onlyPay: true,
      onlyInPage: true,
      says: "The wallet is emptied first, as if its Beans had been spent elsewhere. Then the call is carried out.",
      does(call) {
        change({ balance: 0 });
        carryOut(call, (outcome) => reply(call, outcome));
      },
    },
    "order-used": {
      onlyPay: true,
      says: "Answers that the order was used before. Nothing is carried out.",
      does: (call) => failWith(call, usedBefore(call)),
    },
  };

  // Faults that a test gives as an object. The first of these members that it has says what happens.
  const FORMS = {
    answer: (call, value) => answerWith(call, "success", value),
    fail: (call, value) => answerWith(call, "fail", value),
    failAs: (call, channel, fault) => answerWith(call, channel, fault.with),
    throw: (_, value) => throwIt(value),
    late: (call, ms) => answerLate(call, ms),
    done: (call, value) => carryOut(call, () => answer(call, "success", value)),
    answerThenThrow(call, value) {
      carryOut(call, (outcome) => reply(call, outcome));
      throwIt(value);
    },
    promise: (call) => promiseToo(call),
    complete: (call) => carryOut(call, (outcome) => reply({ ...call, completesFirst: true }, outcome)),
  };

  // Lets the call go wrong as it was told to, or go its ordinary way. Gives what the game's call returns.
  function behave(call) {
    const [fault, ...later] = world.faults[call.method] ?? [];
    if (fault === undefined) return carryOut(call, (outcome) => reply(call, outcome));
    change({ faults: { ...world.faults, [call.method]: later } });
    if (typeof fault === "string") return FAULTS[fault].does(call);
    const form = formOf(fault);
    return FORMS[form](call, fault[form], fault);
  }

  const formOf = (fault) => Object.keys(FORMS).find((form) => Object.hasOwn(fault, form));

  function next(method, fault) {
    const isMethod = Object.hasOwn(METHODS, method);
    demand(isMethod, `TikTokStandIn.next: the method must be ${oneOf(METHODS)}; found ${inWords(method)}`);
    const isFault = typeof fault === "string" ? Object.hasOwn(FAULTS, fault) : fault != null && formOf(Object(fault));
    const expected = `${oneOf(FAULTS)}, or an object with ${oneOf(FORMS)}`;
    demand(isFault, `TikTokStandIn.next: the fault must be ${expected}; found ${inWords(fault)}`);
    const place = FAULTS[fault]?.onlyInPage ? "pay alone, and a wallet in the page" : "pay alone";
    demand(suits(fault, method), `TikTokStandIn.next: ${inWords(fault)} is for ${place}; found ${inWords(method)}`);
    change({ faults: { ...world.faults, [method]: [...(world.faults[method] ?? []), fault] } });
  }

  function suits(fault, method) {
    const { onlyPay = false, onlyInPage = false } = FAULTS[fault] ?? {};
    return (method === "pay" || !onlyPay) && !(settings.server && onlyInPage);
  }

  const replyEach = (call, outcomes) => outcomes.forEach((outcome) => reply(call, outcome));
  const failWith = (call, outcome) => soon(() => failed(call, outcome, (lost) => reply(call, lost)));
  const answerWith = (call, channel, value) => soon(() => answer(call, channel, value));
  const answerLate = (call, ms) => carryOut(call, (outcome) => after(ms, () => reply(call, outcome)));

  function throwIt(value) {
    throw value;
  }

  // The order is not lost with it: it will be paid.
  function failThenMoney(call) {
    const { look, agreed } = METHODS[call.method];
    look(call, ({ error }) => error || after(ui ? 3000 : 0, () => agreed(call, () => {})));
    soon(() => reply(call, broken(call)));
  }

  // Some hosts answer and return a promise as well. One that nobody waits for must not end as an unhandled rejection.
  function promiseToo(call) {
    let settle;
    const promise = new Promise((resolve, reject) => (settle = { callback: resolve, success: resolve, fail: reject }));
    promise.catch(() => {});
    carryOut(call, (outcome) => {
      const [channel, value] = call.answerFor(call, outcome);
      const [name] = call.route(channel);
      settle[name](value);
      reply(call, outcome);
    });
    return promise;
  }

  // ---- On the page, and off it -------------------------------------------------------------------------------------

  let ui = null;

  const OPTIONS = {
    dialect: { isRight: (value) => Object.hasOwn(DIALECTS, value), expected: oneOf(DIALECTS) },
    balance: { isRight: isCount, expected: A_COUNT },
    fresh: { isRight: isFlag, expected: "true or false" },
    panels: { isRight: (value) => value === "show" || value === "auto", expected: '"show" or "auto"' },
    developer: { isRight: isFlag, expected: "true or false" },
    keep: { isRight: isFlag, expected: "true or false" },
    server: { isRight: isAddress, expected: "an address like http://127.0.0.1:4180" },
    user: { isRight: isName, expected: "a name, like ada" },
  };

  function settingsFrom(options) {
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    for (const [name, value] of given) {
      const isOption = Object.hasOwn(OPTIONS, name);
      demand(isOption, `TikTokStandIn.install: an option must be ${oneOf(OPTIONS)}; found ${inWords(name)}`);
      const { isRight, expected } = OPTIONS[name];
      demand(isRight(value), `TikTokStandIn.install: \`${name}\` must be ${expected}; found ${inWords(value)}`);
    }
    const shows = options.panels !== "auto";
    const usual = { dialect: "TTMinis.game", balance: 1000, fresh: false, panels: "show", developer: true, user: "ada" };
    const wanted = { ...usual, keep: shows, ...Object.fromEntries(given) };
    return { ...wanted, developer: wanted.developer && shows };
  }

  function install(options = {}) {
    const wanted = settingsFrom(options);
    const canShow = wanted.panels === "auto" || globalThis.document;
    demand(canShow, 'TikTokStandIn.install: there is no document to show panels in; use `panels: "auto"`');
    demand(!realHost(), `TikTokStandIn.install: ${realHost()} is on this page already, and it is not the stand-in's`);
    uninstall();
    settings = wanted;
    log = [];
    world = openWorld();
    putOnPage();
    if (settings.panels === "show") ui = openUi();
    change({});
  }

  function uninstall() {
    takeOffPage();
    forgetWhatIsOwed();
    ui?.remove();
    ui = null;
  }

  function putOnPage() {
    takeOffPage();
    installed = sdk(DIALECTS[dialectInUse()]);
    Object.assign(globalThis, installed);
  }

  // What the page has put there meanwhile is not the stand-in's to take away.
  function takeOffPage() {
    for (const name of GLOBALS) {
      if (installed?.[name] && globalThis[name] === installed[name]) delete globalThis[name];
    }
    installed = null;
  }

  function sdk(dialect) {
    const globals = {};
    const at = (place) => place.split(".").reduce((owner, name) => (owner[name] ??= {}), globals);
    for (const [place, methods] of Object.entries(dialect.members)) {
      for (const method of methods) at(place)[method] = (...args) => receive(dialect, place, method, args);
    }
    for (const place of dialect.canIUse) at(place).canIUse = canIUse(dialect);
    // An HTML page has to call it first; nothing comes back (`/doc/mini-games-sdk-overview`).
    at("TTMinis").init = () => {};
    return globals;
  }

  // A dialect chosen in the developer panel stands until the page asks for another one than it was chosen over.
  function dialectInUse() {
    const isChosen = settings.developer && world.chosen?.over === settings.dialect;
    return isChosen ? world.chosen.dialect : settings.dialect;
  }

  function chooseDialect(dialect) {
    world.chosen = { over: settings.dialect, dialect };
    putOnPage();
    change({});
  }

  // ---- Panels ------------------------------------------------------------------------------------------------------

  const inBeans = (count) => `${count} Beans`;

  // What is in the wallet, or where that is told: a server tells it in the payment panel alone.
  function walletRow(test) {
    return settings.server ? ["Wallet at", settings.server, test] : ["In the wallet", inBeans(world.balance), test];
  }

  function paySheet({ product_name, beans, balance, missing, top_up }) {
    const short = [
      ["Missing", inBeans(missing), "pay-missing"],
      ["Package to buy", inBeans(top_up), "pay-package"],
    ];
    return {
      name: "pay",
      title: "Pay with Beans?",
      rows: [
        ["Item", product_name, "pay-item"],
        ["Price", inBeans(beans), "pay-price"],
        ["In the wallet", inBeans(balance), "pay-balance"],
        ...(missing > 0 ? short : []),
        ["Left afterwards", inBeans(balance + top_up - beans), "pay-left"],
      ],
      buttons: [["Pay", "pay-confirm", true], CANCEL("pay-cancel")],
    };
  }

  function rechargeSheet(size) {
    return {
      name: "recharge",
      title: "Top up the wallet?",
      rows: [
        ["Package to buy", inBeans(size), "recharge-package"],
        walletRow("recharge-balance"),
      ],
      buttons: [["Buy", "recharge-confirm", true], CANCEL("recharge-cancel")],
    };
  }

  function walletSheet() {
    return {
      name: "wallet",
      title: "Wallet",
      rows: [walletRow("wallet-balance")],
      buttons: [["Close", "wallet-close", true]],
    };
  }

  const CANCEL = (test) => ["Cancel", test, false];

  // Everything that is drawn. A modal `<dialog>` is above all else on the page, a full-screen game included, keeps the
  // focus while it is open, and gives it back.
  function openUi() {
    const host = element("tiktok-stand-in");
    const root = host.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    keepEventsInside(host);

    const panel = settings.developer ? developerPanel() : null;
    if (panel) root.append(panel.toggle, panel.drawer);

    // A script in the head runs before there is a body; and a game may have emptied its body since.
    const removed = new AbortController();
    const attach = () => host.isConnected || document.body.append(host);
    whenBody(removed.signal, attach);

    let asking = null;
    return {
      isAsking: () => asking !== null,
      ask(sheet, then) {
        asking = sheetDialog(sheet, (isAgreed) => {
          asking.remove();
          asking = null;
          then(isAgreed);
        });
        root.append(asking);
        whenBody(removed.signal, () => {
          attach();
          document.exitPointerLock?.();
          asking.showModal();
        });
      },
      remove() {
        removed.abort();
        panel?.stop();
        host.remove();
      },
    };
  }

  function whenBody(signal, act) {
    if (document.body) act();
    else document.addEventListener("DOMContentLoaded", act, { once: true, signal });
  }

  // A key or a touch that is meant for a panel must not steer the game behind it.
  function keepEventsInside(host) {
    const keys = ["keydown", "keypress", "keyup"];
    const pointers = ["pointerdown", "pointermove", "pointerup", "mousedown", "mousemove", "mouseup", "click", "wheel"];
    const touches = ["touchstart", "touchmove", "touchend"];
    const stop = (event) => event.stopPropagation();
    for (const kind of [...keys, ...pointers, ...touches]) host.addEventListener(kind, stop);
  }

  // Escape, and whatever else closes a dialog, answers as its last button does.
  function sheetDialog({ name, title, rows, buttons }, then) {
    let [, , isAgreed] = buttons.at(-1);
    const press = (agrees) => () => {
      isAgreed = agrees;
      dialog.close();
    };
    const dialog = element(
      "dialog",
      {
        class: "sheet",
        "aria-modal": "true",
        "aria-labelledby": "title",
        "data-test": `${name}-sheet`,
        close: () => then(isAgreed),
      },
      element("p", { class: "notice" }, "Simulated TikTok: no real money"),
      // It gets the focus first, and no button does: a key that is held down in the game must not buy anything.
      element("h2", { id: "title", tabindex: "-1", autofocus: "" }, title),
      element("dl", {}, ...rows.map(([term, value, test]) => sheetRow(term, value, test))),
      ...buttons.map(([label, test, agrees]) => button(label, test, press(agrees), agrees ? "main" : "")),
    );
    return dialog;
  }

  function sheetRow(term, value, test) {
    return element("div", {}, element("dt", {}, term), element("dd", { "data-test": test }, value));
  }

  function button(label, test, press, look = "") {
    return element("button", { type: "button", class: look, "data-test": test, click: press }, label);
  }

  // An element with these attributes, those that are functions being listeners.
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(name, value);
      else made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  // ---- Developer panel ---------------------------------------------------------------------------------------------

  function developerPanel() {
    const [first, last] = settings.server ? [[serverPart()], []] : [[walletPart()], [ordersPart()]];
    const parts = [...first, dialectPart(), faultPart(), ...last, callsPart()];
    const toggle = button("Stand-in", "dev-toggle", () => (drawer.open ? close() : open()), "toggle");
    const onKey = (event) => event.key === "Escape" && close();
    const drawer = element(
      "dialog",
      { class: "drawer", "aria-labelledby": "dev-title", "data-test": "dev-panel", keydown: onKey },
      element(
        "header",
        {},
        element("h2", { id: "dev-title", tabindex: "-1", autofocus: "" }, "Stand-in for TikTok"),
        button("Close", "dev-close", () => close()),
      ),
      ...parts.map((part) => part.section),
      button("Forget everything", "dev-forget", forgetEverything),
    );
    const refresh = () => drawer.open && parts.forEach((part) => part.refresh());
    const open = () => {
      drawer.show();
      refresh();
      toggle.setAttribute("aria-expanded", "true");
    };
    const close = () => {
      drawer.close();
      toggle.setAttribute("aria-expanded", "false");
      toggle.focus();
    };
    toggle.setAttribute("aria-expanded", "false");
    return { toggle, drawer, stop: onChange(refresh) };
  }

  function walletPart() {
    const balance = element("output", { "data-test": "dev-balance" });
    const add = (count) => () => setBalance(world.balance + count);
    return {
      section: section(
        "Wallet",
        balance,
        button("+100", "dev-add-100", add(100)),
        button("+1000", "dev-add-1000", add(1000)),
        button("Empty", "dev-empty", () => setBalance(0)),
      ),
      refresh: () => (balance.value = inBeans(world.balance)),
    };
  }

  function serverPart() {
    const desk = element("a", { href: settings.server, target: "_blank", "data-test": "dev-server" }, settings.server);
    const hint = element("p", {}, `“${settings.user}” pays at `, desk, ", which has buttons for wallet and orders.");
    return { section: section("Wallet", hint), refresh() {} };
  }

  function dialectPart() {
    const dialect = picker("dev-dialect", () => chooseDialect(dialect.value));
    offer(dialect, Object.keys(DIALECTS));
    const hint = element("p", {}, "A game that has looked for its host already needs a reload.");
    return {
      section: section("Dialect", label("In use", dialect), hint),
      refresh: () => (dialect.value = dialectInUse()),
    };
  }

  function faultPart() {
    const method = picker("dev-method", () => offerFaults());
    const fault = picker("dev-fault", () => explain());
    const says = element("p", { "data-test": "dev-fault-says", "aria-live": "polite" });
    const armed = element("ul", { "data-test": "dev-armed", "aria-label": "Armed" });
    const explain = () => (says.textContent = FAULTS[fault.value].says);
    const offerFaults = () => {
      const suiting = Object.keys(FAULTS).filter((name) => suits(name, method.value));
      if (offer(fault, suiting)) explain();
    };
    return {
      section: section(
        "Next fault",
        label("Call", method),
        label("Fault", fault),
        says,
        button("Arm", "dev-arm", () => next(method.value, fault.value)),
        button("Disarm all", "dev-disarm", () => change({ faults: {} })),
        armed,
      ),
      refresh() {
        offer(method, methodsOf(DIALECTS[dialectInUse()]));
        offerFaults();
        list(armed, armedFaults(), "Nothing is armed.");
      },
    };
  }

  function armedFaults() {
    const name = (fault) => (typeof fault === "string" ? fault : formOf(fault));
    const words = ([method, queue]) => queue.map((fault) => [`${method}: ${name(fault)}`]);
    return Object.entries(world.faults).flatMap(words);
  }

  function ordersPart() {
    const orders = element("ol", { "data-test": "dev-orders", "aria-label": "Orders", tabindex: "0" });
    const words = (order) => [
      `${order.id} ${order.status}${order.failed ? ", failed: needs a new order" : ""}`,
      `${order.name}, ${inBeans(order.beans)}`,
    ];
    return {
      section: section("Orders", orders),
      refresh: () => list(orders, world.orders.map(words), "There are no orders."),
    };
  }

  // A game that asks at every frame makes a long log; the end of it is shown.
  function callsPart() {
    const calls = element("ol", { "data-test": "dev-calls", role: "log", "aria-label": "Calls", tabindex: "0" });
    const said = ({ answers }) => (answers.length > 0 ? answers : ["no answer yet"]);
    const words = (entry) => [entry.text, ...said(entry).map((answer) => `→ ${answer}`)];
    return {
      section: section("Calls", calls),
      refresh: () => list(calls, log.slice(-100).map(words), "There were no calls."),
    };
  }

  const section = (title, ...children) => element("section", {}, element("h3", {}, title), ...children);
  const label = (text, control) => element("label", {}, text, control);
  const picker = (test, change) => element("select", { "data-test": test, change });

  // Offers these choices, and says whether they are new. What was chosen stays chosen where it can. A list that is the
  // same is left alone, because it may be open.
  function offer(select, choices) {
    const chosen = select.value;
    if ([...select.options].map((option) => option.value).join() === choices.join()) return false;
    select.replaceChildren(...choices.map((choice) => element("option", {}, choice)));
    select.value = choices.includes(chosen) ? chosen : choices[0];
    return true;
  }

  // Shows these items, each of some lines, and the end of them where there is no room for all.
  function list(target, items, none) {
    const entry = (lines) => element("li", {}, ...lines.map((line) => element("div", {}, line)));
    target.replaceChildren(...(items.length > 0 ? items.map(entry) : [element("li", { class: "none" }, none)]));
    target.scrollTop = target.scrollHeight;
  }

  // Nothing is taken from the page's rules, and lengths are in pixels because `rem` would be the page's. The two colours
  // around the button in the corner are seen on a game of any colour.
  const STYLE = `
    :host { all: initial !important; }
    * { box-sizing: border-box; }
    .sheet, .drawer, .toggle { font: 16px/1.4 system-ui, sans-serif; color: #161823; color-scheme: light; }
    .sheet, .drawer { border: 0; background: #fff; overflow: auto; overscroll-behavior: contain; }
    h2 { font-size: 20px; margin: 0; outline: 0; }
    h3 { font-size: 16px; margin: 0; width: 100%; }
    p { margin: 0; }
    button, select { font: inherit; color: inherit; min-height: 44px; padding: 0 16px; border: 1px solid #6b6c75;
      border-radius: 8px; background: #fff; }
    button { cursor: pointer; }
    button:hover { background: #f1f1f2; }
    button.main, button.main:hover { background: #b00f35; border-color: #b00f35; color: #fff; font-weight: 600; }
    :focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
    h2:focus-visible { outline: 0; }

    .sheet { position: fixed; inset: auto 0 0; margin: 0 auto; width: 100%; max-width: 448px; max-height: 92vh;
      padding: 16px 20px calc(20px + env(safe-area-inset-bottom)); border-radius: 16px 16px 0 0;
      animation: rise 0.2s ease-out; }
    .sheet[open] { display: grid; gap: 12px; }
    .sheet::backdrop { background: rgb(0 0 0 / 0.55); }
    .notice { justify-self: start; padding: 4px 12px; border-radius: 6px; background: #fff0c2; color: #5a4300;
      font-size: 14px; font-weight: 600; }
    dl { margin: 0; }
    dl div { display: flex; justify-content: space-between; gap: 16px; padding: 8px 0;
      border-bottom: 1px solid #e3e3e6; }
    dt { color: #57585f; }
    dd { margin: 0; text-align: right; font-weight: 600; overflow-wrap: anywhere; }
    @keyframes rise { from { transform: translateY(100%); } }

    .toggle { position: fixed; left: 8px; bottom: calc(8px + env(safe-area-inset-bottom)); z-index: 2147483646;
      padding: 0 12px; border-radius: 22px; background: #161823; border-color: #fff; color: #fff; font-size: 14px; }
    .toggle:hover { background: #3a3c48; }
    .toggle:focus-visible { outline-color: #fff; box-shadow: 0 0 0 8px #0b57d0; }
    .drawer { position: fixed; inset: 0 auto 0 0; z-index: 2147483647; margin: 0; width: 360px; max-width: 100%;
      height: 100%; max-height: none; padding: 16px; box-shadow: 0 0 24px rgb(0 0 0 / 0.4); }
    .drawer[open] { display: flex; flex-direction: column; gap: 16px; }
    header { display: flex; align-items: center; justify-content: space-between; position: sticky; top: -16px;
      margin: -16px -16px 0; padding: 8px 16px; background: #fff; }
    section { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; padding-top: 12px;
      border-top: 1px solid #e3e3e6; }
    section > p, section > label, section > ul, section > ol { width: 100%; }
    section > p, .none { color: #57585f; font-size: 14px; }
    output { width: 100%; font-weight: 600; }
    label { display: flex; align-items: center; justify-content: space-between; gap: 12px; }
    select { width: 220px; padding: 0 8px; }
    ul, ol { margin: 0; padding: 0; list-style: none; font-size: 14px; max-height: 240px; overflow: auto; }
    li { padding: 6px 0; border-bottom: 1px solid #e3e3e6; overflow-wrap: anywhere; }
    li:last-child { border: 0; }
    li div + div { padding-left: 12px; color: #57585f; }
    @media (prefers-reduced-motion: reduce) { .sheet { animation: none; } }
  `;

  // ---- What the page can do ----------------------------------------------------------------------------------------

  function onChange(listener) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  function onceInstalled(act) {
    return (...args) => {
      demand(world, "TikTokStandIn: call TikTokStandIn.install() first");
      return act(...args);
    };
  }

  function inPage(act) {
    return onceInstalled((...args) => {
      demand(!settings.server, `TikTokStandIn: wallet and orders are at ${settings.server}; ask there`);
      return act(...args);
    });
  }

  globalThis.TikTokStandIn = {
    install,
    uninstall,
    tiers,
    onChange,
    calls: () => log.map((entry) => entry.text),
    balance: inPage(() => world.balance),
    setBalance: inPage(setBalance),
    createOrder: inPage(createOrder),
    orderStatus: inPage(orderStatus),
    next: onceInstalled(next),
  };
})();
