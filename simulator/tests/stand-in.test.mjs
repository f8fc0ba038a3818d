// The stand-in without panels, in a page that has nothing but a console and, where a test says so, a localStorage.
// Run with `node --test simulator/tests/`.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createContext, runInContext } from "node:vm";

import { BEANS, CALLBACK_FIRST, DIALECTS, SCRIPT, TOPS_UP, TOPS_UP_APART } from "./kit.mjs";
import { bad, game, good, hasOptions, inEach, ownersIn, page, paid, plain } from "./kit.mjs";

const says = (words) => (error) => words.every((word) => error.message.includes(word));
const sell = (shop, beans = 500) => shop.standIn.createOrder({ beans, name: "Steel sword" });
const payFor = (shop, id) => shop.call("pay", { trade_order_id: id });

// A localStorage that holds this under the stand-in's one key, and is asked for no other.
function storage(text = null) {
  const kept = { text };
  const check = (key) => assert.equal(key, "tiktok-stand-in");
  kept.localStorage = {
    getItem: (key) => (check(key), kept.text),
    setItem: (key, value) => (check(key), (kept.text = value)),
  };
  return kept;
}

// ---- Loading -----------------------------------------------------------------------------------------------------

describe("loading", () => {
  test("does nothing but define TikTokStandIn", () => {
    const before = Object.keys(createContext({ console, setTimeout, clearTimeout }));
    const { context } = page();
    assert.deepEqual(Object.keys(context).filter((name) => !before.includes(name)), ["TikTokStandIn"]);
  });

  for (const [place, globals] of Object.entries({
    "globalThis.TTMinis": { TTMinis: {} },
    "globalThis.Minis": { Minis: {} },
    "GameGlobal.TTMinis": { GameGlobal: { TTMinis: {} } },
    "GameGlobal.Minis": { GameGlobal: { Minis: {} } },
  })) {
    test(`is refused beside ${place}, in words`, () => {
      const { standIn, warnings } = page(globals);
      assert.equal(standIn, undefined);
      assert.equal(warnings.length, 1);
      assert.ok(warnings[0].includes(place), warnings[0]);
    });
  }

  test("a second time keeps the first stand-in and its host", () => {
    const { context, standIn, warnings } = game("TTMinis.game");
    runInContext(SCRIPT, context);
    assert.equal(context.TikTokStandIn, standIn);
    assert.deepEqual(warnings, []);
  });
});

// ---- Installing --------------------------------------------------------------------------------------------------

describe("installing", () => {
  const members = (object) => Object.keys(object ?? {}).sort();

  test("TTMinis.game puts the payment calls on the game, and canIUse beside it too", () => {
    const { context } = game("TTMinis.game");
    assert.deepEqual(members(context.TTMinis), ["canIUse", "game", "init"]);
    const calls = ["canIUse", "checkBalance", "login", "navigateToBalance", "pay", "recharge"];
    assert.deepEqual(members(context.TTMinis.game), calls);
    assert.equal(context.Minis, undefined);
  });

  test("TTMinis has no check and no top-up", () => {
    const { context } = game("TTMinis");
    assert.deepEqual(members(context.TTMinis), ["canIUse", "init", "login", "openBalance", "pay"]);
    assert.equal(context.Minis, undefined);
  });

  test("TTMinis+recharge has both", () => {
    const { context } = game("TTMinis+recharge");
    const calls = ["canIUse", "checkBalance", "init", "login", "openBalance", "pay", "recharge"];
    assert.deepEqual(members(context.TTMinis), calls);
    assert.equal(context.Minis, undefined);
  });

  test("Minis spreads the calls over two globals", () => {
    const { context } = game("Minis");
    assert.deepEqual(members(context.Minis), ["checkBalance", "pay", "recharge"]);
    assert.deepEqual(members(context.TTMinis), ["init", "login", "navigateToBalance"]);
  });

  test("is for TTMinis.game and 1000 Beans unless told otherwise", () => {
    const { context, standIn } = page();
    standIn.install({ panels: "auto" });
    assert.ok(context.TTMinis.game.pay);
    assert.equal(standIn.balance(), 1000);
  });

  test("again replaces the host, the wallet, the orders and the log", () => {
    const shop = game("Minis");
    payFor(shop, sell(shop));
    shop.standIn.install({ dialect: "TTMinis", panels: "auto", balance: 7 });
    assert.equal(shop.context.Minis, undefined);
    assert.equal(shop.standIn.balance(), 7);
    assert.deepEqual(plain(shop.standIn.calls()), []);
    assert.equal(sell(shop), "TOID1");
  });

  for (const [wrong, words] of [
    [{ balence: 5 }, ["balence", "balance"]],
    [{ dialect: "wx" }, ["wx", "TTMinis+recharge"]],
    [{ dialect: "toString" }, ["toString"]],
    [{ balance: -1 }, ["-1", "0 or more"]],
    [{ balance: 0.5 }, ["0.5"]],
    [{ balance: "5" }, ['"5"']],
    [{ panels: "none" }, ["none", "auto"]],
    [{ keep: 1 }, ["keep", "true or false"]],
  ]) {
    test(`refuses ${JSON.stringify(wrong)} in words, and changes nothing`, () => {
      const { context, standIn } = page();
      assert.throws(() => standIn.install({ panels: "auto", ...wrong }), says(words));
      assert.equal(context.TTMinis, undefined);
    });
  }

  test("takes an option that is undefined for one that is not there", () => {
    const { standIn } = page();
    standIn.install({ panels: "auto", balance: undefined });
    assert.equal(standIn.balance(), 1000);
  });

  test("is refused when a real host has come meanwhile", () => {
    const { context, standIn } = page();
    context.GameGlobal = { TTMinis: {} };
    assert.throws(() => standIn.install({ panels: "auto" }), /GameGlobal\.TTMinis/);
  });

  test("is refused in words where panels are to be shown and there is no document", () => {
    assert.throws(() => page().standIn.install(), /no document to show panels in/);
  });

  inEach(DIALECTS, "uninstalling takes the globals away, and what was kept of them throws", (dialect) => {
    const shop = game(dialect);
    const owner = ownersIn(shop.context).find((each) => each.pay);
    shop.standIn.uninstall();
    assert.equal(shop.context.TTMinis, undefined);
    assert.equal(shop.context.Minis, undefined);
    assert.throws(() => owner.pay(() => {}), /uninstalled/);
  });

  test("uninstalling ends what the host still owed", () => {
    const shop = game("TTMinis.game");
    shop.standIn.next("login", "answers-late");
    const came = shop.call("login");
    shop.standIn.uninstall();
    shop.ring();
    assert.deepEqual(came, []);
  });

  test("uninstalling leaves alone what the page has put in place of the host", () => {
    const shop = game("TTMinis.game");
    const other = (shop.context.TTMinis = {});
    shop.standIn.uninstall();
    assert.equal(shop.context.TTMinis, other);
  });

  test("comes first, or the other calls say so", () => {
    const { standIn } = page();
    for (const call of ["balance", "setBalance", "createOrder", "orderStatus", "next"]) {
      assert.throws(() => standIn[call](1), /install\(\) first/);
    }
  });
});

// ---- The calls, going well ---------------------------------------------------------------------------------------

describe("ordinary answers", () => {
  inEach(DIALECTS, "login gives a code", (dialect) => {
    const answer = hasOptions(dialect)
      ? [["success", { code: "login-code" }], ["complete"]]
      : [["callback", { authResponse: { code: "login-code" } }]];
    assert.deepEqual(game(dialect).call("login"), answer);
  });

  inEach(TOPS_UP_APART, "checkBalance says whether the wallet holds as much", (dialect) => {
    const shop = game(dialect, { balance: 500 });
    for (const [amount, is_sufficient] of [[500, true], [501, false]]) {
      const [[, answer]] = shop.call("checkBalance", { ...BEANS, amount });
      assert.deepEqual(answer, { is_sufficient });
    }
  });

  inEach(TOPS_UP_APART, "recharge fills the wallet by the package", (dialect) => {
    const shop = game(dialect, { balance: 1 });
    const result = { tier_id: "tier_300", trade_order_id: "top-up-1" };
    assert.deepEqual(shop.call("recharge", { tier_id: "tier_300" }), good(dialect, result));
    assert.equal(shop.standIn.balance(), 301);
  });

  inEach(DIALECTS, "pay takes the price from the wallet and settles the order", (dialect) => {
    const shop = game(dialect, { balance: 700 });
    const id = sell(shop);
    assert.equal(shop.standIn.orderStatus(id), "PENDING");
    assert.deepEqual(payFor(shop, id), paid(dialect, id));
    assert.equal(shop.standIn.balance(), 200);
    assert.equal(shop.standIn.orderStatus(id), "SUCCESS");
  });

  inEach(DIALECTS, "the wallet page opens and closes", (dialect) => {
    const method = dialect.startsWith("TTMinis") && !hasOptions(dialect) ? "openBalance" : "navigateToBalance";
    assert.deepEqual(game(dialect).call(method, BEANS), good(dialect));
  });

  inEach(["TTMinis.game", "TTMinis", "TTMinis+recharge"], "canIUse knows the calls of its dialect", (dialect) => {
    const { context } = game(dialect);
    for (const owner of ownersIn(context)) {
      assert.equal(owner.canIUse("init"), true);
      assert.equal(owner.canIUse("pay"), true);
      assert.equal(owner.canIUse("pay.success.trade_order_id"), true);
      assert.equal(owner.canIUse("checkBalance"), dialect !== "TTMinis");
      assert.equal(owner.canIUse("openBalance"), dialect !== "TTMinis.game");
      assert.equal(owner.canIUse("requestGamePayment"), false);
    }
  });

  inEach(DIALECTS, "init gives nothing back, is not in the log, and takes no fault", (dialect) => {
    const shop = game(dialect);
    assert.equal(shop.context.TTMinis.init({ clientKey: "a-client-key" }), undefined);
    assert.deepEqual(plain(shop.standIn.calls()), []);
    assert.throws(() => shop.standIn.next("init", "throw"), /the method must be/);
  });

  test("the listeners of an options object may be missing", () => {
    const { context } = game("TTMinis.game");
    context.TTMinis.game.login();
    context.TTMinis.game.login({});
    context.TTMinis.game.login({ success: null });
  });

  test("a tier id that is not listed is a package of its last four digits", () => {
    const shop = game("Minis", { balance: 0 });
    shop.call("recharge", { tier_id: "1731381720000500" });
    assert.equal(shop.standIn.balance(), 500);
  });

  test("a game may list packages of its own", () => {
    const shop = game("Minis", { balance: 0 });
    shop.standIn.tiers.starter = 42;
    shop.call("recharge", { tier_id: "starter" });
    assert.equal(shop.standIn.balance(), 42);
  });
});

// ---- A wallet that is short --------------------------------------------------------------------------------------

describe("a short wallet", () => {
  for (const [balance, price, left] of [[50, 99, 51], [0, 500, 0], [0, 301, 199], [100, 1101, 999], [0, 2999, 1]]) {
    inEach(TOPS_UP, `of ${balance} pays ${price} with the nearest package, and keeps ${left}`, (dialect) => {
      const shop = game(dialect, { balance });
      const id = sell(shop, price);
      assert.deepEqual(payFor(shop, id), paid(dialect, id));
      assert.equal(shop.standIn.balance(), left);
    });
  }

  inEach(["TTMinis+recharge", "Minis"], "is declined by pay", (dialect) => {
    const shop = game(dialect, { balance: 499 });
    const id = sell(shop);
    assert.deepEqual(payFor(shop, id), bad(dialect, 117600, "not enough Beans"));
    assert.equal(shop.standIn.balance(), 499);
    assert.equal(shop.standIn.orderStatus(id), "PENDING");
  });
});

// ---- Wrong calls -------------------------------------------------------------------------------------------------

describe("a wrong call", () => {
  inEach(DIALECTS, "of pay for an unknown order is an error", (dialect) => {
    const unknown = bad(dialect, 117101, "unknown trade_order_id");
    assert.deepEqual(payFor(game(dialect), "TOID9"), unknown);
    assert.deepEqual(game(dialect).call("pay"), unknown);
  });

  for (const wrong of ["no digits", "tier_0", "toString", 500, undefined]) {
    test(`of recharge for the tier id ${wrong} is an error`, () => {
      const shop = game("Minis");
      assert.deepEqual(shop.call("recharge", { tier_id: wrong }), bad("Minis", 117101, "unknown tier_id"));
      assert.equal(shop.standIn.balance(), 1000);
    });
  }

  for (const amount of ["500", 0.5, -1, undefined]) {
    test(`of checkBalance for ${JSON.stringify(amount)} is an error`, () => {
      assert.deepEqual(
        game("Minis").call("checkBalance", { ...BEANS, amount }),
        bad("Minis", 117101, "amount must be a whole number, 0 or more"),
      );
    });
  }

  test("without the type is an error", () => {
    const error = bad("Minis", 117101, 'type must be "BEANS"');
    assert.deepEqual(game("Minis").call("checkBalance", { amount: 5 }), error);
    assert.deepEqual(game("Minis").call("navigateToBalance", {}), error);
  });

  inEach(CALLBACK_FIRST, "in the manner of another dialect throws, and says how it is called here", (dialect) => {
    const shop = game(dialect);
    const owner = ownersIn(shop.context).find((each) => each.pay);
    assert.throws(() => owner.pay({ trade_order_id: "TOID1", success() {} }), /pay takes a callback first/);
  });

  test("of a game with a callback first throws, and says how it is called here", () => {
    const { context } = game("TTMinis.game");
    assert.throws(() => context.TTMinis.game.pay(() => {}, {}), /TTMinis\.game\.pay takes one object/);
  });
});

// ---- Orders ------------------------------------------------------------------------------------------------------

describe("an order", () => {
  test("has an id of its own", () => {
    const shop = game("Minis");
    assert.deepEqual([sell(shop), sell(shop), sell(shop)], ["TOID1", "TOID2", "TOID3"]);
  });

  inEach(DIALECTS, "that is paid cannot be paid again", (dialect) => {
    const shop = game(dialect);
    const id = sell(shop);
    payFor(shop, id);
    assert.deepEqual(payFor(shop, id), bad(dialect, 117101, "trade_order_id was used before"));
    assert.equal(shop.standIn.balance(), 500);
  });

  for (const fault of ["cancel", "decline", "error-code", "order-used"]) {
    inEach(DIALECTS, `cannot be paid after ${fault}, and stays PENDING`, (dialect) => {
      const shop = game(dialect);
      const id = sell(shop);
      shop.standIn.next("pay", fault);
      payFor(shop, id);
      assert.deepEqual(payFor(shop, id), bad(dialect, 117101, "trade_order_id was used before"));
      assert.equal(shop.standIn.orderStatus(id), "PENDING");
      assert.equal(shop.standIn.balance(), 1000);
    });
  }

  test("that nobody made has no status", () => {
    assert.throws(() => game("Minis").standIn.orderStatus("TOID1"), /there is no order "TOID1"/);
  });

  for (const wrong of [undefined, {}, { beans: 0 }, { beans: 1.5 }, { beans: "5" }]) {
    test(`is not made of ${JSON.stringify(wrong)}`, () => {
      assert.throws(() => game("Minis").standIn.createOrder(wrong), /a whole number above 0/);
    });
  }
});

// ---- Faults by name ----------------------------------------------------------------------------------------------

// A game that has made one call of `pay` for 500 of its 1000 Beans, with this fault on it.
function payWith(dialect, fault) {
  const shop = game(dialect);
  const id = sell(shop);
  shop.standIn.next("pay", fault);
  const { came, returned } = shop.start("pay", { trade_order_id: id });
  const outcome = () => [shop.standIn.balance(), shop.standIn.orderStatus(id)];
  return { ...shop, id, came, returned, outcome };
}

const UNTOUCHED = [1000, "PENDING"];
const PAID = [500, "SUCCESS"];
const internal = (dialect) => bad(dialect, 117502, "internal error");

describe("the fault", () => {
  for (const [fault, code, message] of [
    ["cancel", 117601, "cancelled"],
    ["decline", 117600, "declined"],
    ["error-code", 117502, "internal error"],
    ["order-used", 117101, "trade_order_id was used before"],
  ]) {
    inEach(DIALECTS, `${fault} answers ${code} and moves nothing`, (dialect) => {
      const { came, outcome } = payWith(dialect, fault);
      assert.deepEqual(came, bad(dialect, code, message));
      assert.deepEqual(outcome(), UNTOUCHED);
    });
  }

  inEach(DIALECTS, "malformed answers neither a result nor an error", (dialect) => {
    const { came, outcome } = payWith(dialect, "malformed");
    assert.deepEqual(came, hasOptions(dialect) ? [["fail", {}], ["complete"]] : [["callback", {}]]);
    assert.deepEqual(outcome(), UNTOUCHED);
  });

  inEach(DIALECTS, "throw throws and moves nothing", (dialect) => {
    const shop = game(dialect);
    const id = sell(shop);
    shop.standIn.next("pay", "throw");
    assert.throws(() => payFor(shop, id), /told to throw/);
    assert.deepEqual(payFor(shop, id), paid(dialect, id), "the call never reached the panel, so the order is good");
  });

  inEach(DIALECTS, "never-answers moves nothing", (dialect) => {
    const { came, ring, outcome } = payWith(dialect, "never-answers");
    assert.deepEqual([ring(), came], [[], []]);
    assert.deepEqual(outcome(), UNTOUCHED);
  });

  inEach(DIALECTS, "done-unanswered moves the money", (dialect) => {
    const { came, ring, outcome } = payWith(dialect, "done-unanswered");
    assert.deepEqual([ring(), came], [[], []]);
    assert.deepEqual(outcome(), PAID);
  });

  inEach(DIALECTS, "answers-twice moves the money once", (dialect) => {
    const { came, id, outcome } = payWith(dialect, "answers-twice");
    assert.deepEqual(came, [...paid(dialect, id), ...paid(dialect, id)]);
    assert.deepEqual(outcome(), PAID);
  });

  inEach(DIALECTS, "success-then-fail takes back its word and not the money", (dialect) => {
    const { came, id, outcome } = payWith(dialect, "success-then-fail");
    assert.deepEqual(came, [...paid(dialect, id), ...internal(dialect)]);
    assert.deepEqual(outcome(), PAID);
  });

  inEach(DIALECTS, "fail-then-money answers first, and moves the money after it", (dialect) => {
    const { came, ring, outcome } = payWith(dialect, "fail-then-money");
    assert.deepEqual(came, internal(dialect));
    assert.deepEqual(outcome(), UNTOUCHED);
    assert.deepEqual(ring(), [0]);
    assert.deepEqual(outcome(), PAID);
    assert.deepEqual(came, internal(dialect), "there is no second answer");
  });

  test("fail-then-money moves nothing for an order that nobody made", () => {
    const shop = game("Minis");
    shop.standIn.next("pay", "fail-then-money");
    assert.deepEqual(payFor(shop, "TOID9"), internal("Minis"));
    assert.deepEqual(shop.ring(), []);
  });

  test("fail-then-money moves nothing that the wallet has no longer", () => {
    const { standIn, ring, id } = payWith("Minis", "fail-then-money");
    standIn.setBalance(499);
    ring();
    assert.deepEqual([standIn.balance(), standIn.orderStatus(id)], [499, "PENDING"]);
  });

  inEach(DIALECTS, "answers-late moves the money at once, and answers after 5 seconds", (dialect) => {
    const { came, ring, id, outcome } = payWith(dialect, "answers-late");
    assert.deepEqual(came, []);
    assert.deepEqual(outcome(), PAID);
    assert.deepEqual(ring(), [5000]);
    assert.deepEqual(came, paid(dialect, id));
  });

  inEach(["TTMinis+recharge", "Minis"], "balance-changed leaves pay with too few Beans", (dialect) => {
    const { came, outcome } = payWith(dialect, "balance-changed");
    assert.deepEqual(came, bad(dialect, 117600, "not enough Beans"));
    assert.deepEqual(outcome(), [0, "PENDING"]);
  });

  inEach(TOPS_UP, "balance-changed makes pay top up", (dialect) => {
    const { came, id, outcome } = payWith(dialect, "balance-changed");
    assert.deepEqual(came, paid(dialect, id));
    assert.deepEqual(outcome(), [0, "SUCCESS"]);
  });

  test("of one call leaves the others alone, and waits in line", () => {
    const shop = game("Minis");
    shop.standIn.next("login", "cancel");
    shop.standIn.next("login", "never-answers");
    assert.deepEqual(shop.call("navigateToBalance", BEANS), good("Minis"));
    assert.deepEqual(shop.call("login"), bad("Minis", 102601, "cancelled"));
    assert.deepEqual(shop.call("login"), []);
    assert.deepEqual(shop.call("login"), [["callback", { authResponse: { code: "login-code" } }]]);
  });

  for (const [method, fault, words] of [
    ["buy", "cancel", ["buy", "navigateToBalance"]],
    ["pay", "explode", ["explode", "done-unanswered", "answerThenThrow"]],
    ["pay", {}, ["{}"]],
    ["pay", undefined, ["undefined"]],
    ["login", "order-used", ["order-used", "pay alone", "login"]],
    ["recharge", "balance-changed", ["pay alone"]],
  ]) {
    test(`${JSON.stringify(fault)} of ${method} is refused in words`, () => {
      const { standIn } = game("Minis");
      assert.throws(() => standIn.next(method, fault), says(words));
    });
  }
});

// ---- Faults as objects -------------------------------------------------------------------------------------------

describe("a fault given as an object", () => {
  inEach(DIALECTS, "answers exactly what it is told", (dialect) => {
    for (const value of [undefined, null, "no", { is_success: "maybe" }]) {
      const { came, outcome } = payWith(dialect, { answer: value });
      assert.deepEqual(came[0], [hasOptions(dialect) ? "success" : "callback", value]);
      assert.deepEqual(outcome(), UNTOUCHED);
    }
  });

  inEach(DIALECTS, "fails with exactly what it is told", (dialect) => {
    const { came, outcome } = payWith(dialect, { fail: { errMsg: "pay:fail" } });
    assert.deepEqual(came[0], [hasOptions(dialect) ? "fail" : "callback", { errMsg: "pay:fail" }]);
    assert.deepEqual(outcome(), UNTOUCHED);
  });

  inEach(DIALECTS, "fails through the option that it names", (dialect) => {
    const { came } = payWith(dialect, { failAs: "error", with: 7 });
    assert.deepEqual(came, hasOptions(dialect) ? [["error", 7], ["complete"]] : [["callback", 7]]);
  });

  inEach(DIALECTS, "throws exactly what it is told", (dialect) => {
    const shop = game(dialect);
    shop.standIn.next("login", { throw: undefined });
    let thrown = "nothing";
    try {
      shop.call("login");
    } catch (value) {
      thrown = value;
    }
    assert.equal(thrown, undefined);
  });

  inEach(DIALECTS, "answers as late as it is told", (dialect) => {
    const { came, ring, id, outcome } = payWith(dialect, { late: 20 });
    assert.deepEqual([came, outcome()], [[], PAID]);
    assert.deepEqual(ring(), [20]);
    assert.deepEqual(came, paid(dialect, id));
  });

  inEach(DIALECTS, "is carried out and answered with exactly what it is told", (dialect) => {
    const { came, outcome } = payWith(dialect, { done: null });
    assert.deepEqual(came[0], [hasOptions(dialect) ? "success" : "callback", null]);
    assert.deepEqual(outcome(), PAID);
  });

  inEach(DIALECTS, "answers, and throws after it", (dialect) => {
    const shop = game(dialect);
    const id = sell(shop);
    const came = [];
    shop.standIn.next("pay", { answerThenThrow: "too late" });
    assert.throws(() => shop.start("pay", { trade_order_id: id }, came), (thrown) => thrown === "too late");
    assert.deepEqual(came, paid(dialect, id));
  });

  inEach(DIALECTS, "answers, and returns a promise of the same", async (dialect) => {
    const shop = game(dialect);
    shop.standIn.next("login", { promise: true });
    const { came, returned } = shop.start("login");
    assert.deepEqual(plain(await returned), came[0][1]);
  });

  test("returns a promise that is rejected where the answer is fail", async () => {
    const shop = game("TTMinis.game");
    shop.standIn.next("pay", { promise: true });
    const { came, returned } = shop.start("pay", { trade_order_id: "TOID9" });
    await assert.rejects(returned, (error) => error.error.error_code === came[0][1].error.error_code);
  });

  test("returns a promise that may be left alone, rejected or not", async () => {
    const unhandled = [];
    const hear = (reason) => unhandled.push(reason);
    process.on("unhandledRejection", hear);
    const shop = game("TTMinis.game");
    shop.standIn.next("pay", { promise: true });
    payFor(shop, "TOID9");
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", hear);
    assert.deepEqual(unhandled, []);
  });

  inEach(DIALECTS, "lets complete come first", (dialect) => {
    const { came, id } = payWith(dialect, { complete: "first" });
    assert.deepEqual(came, paid(dialect, id).reverse());
  });

  inEach(DIALECTS, "is the only one whose call returns anything", (dialect) => {
    assert.equal(payWith(dialect, "answers-twice").returned, undefined);
    assert.equal(payWith(dialect, { done: 1 }).returned, undefined);
    assert.equal(game(dialect).start("login").returned, undefined);
  });
});

// ---- What the page can see ---------------------------------------------------------------------------------------

describe("the log of calls", () => {
  test("has each call as a game writes it, without its functions", () => {
    const shop = game("Minis");
    shop.call("login");
    shop.call("checkBalance", { ...BEANS, amount: 501 });
    payFor(shop, "TOID1");
    assert.deepEqual(plain(shop.standIn.calls()), [
      "TTMinis.login()",
      'Minis.checkBalance({"type":"BEANS","amount":501})',
      'Minis.pay({"trade_order_id":"TOID1"})',
    ]);
  });

  test("has the options object without what is called back", () => {
    const shop = game("TTMinis.game");
    payFor(shop, "TOID1");
    assert.deepEqual(plain(shop.standIn.calls()), ['TTMinis.game.pay({"trade_order_id":"TOID1"})']);
  });

  test("has a call that went wrong, and no question of canIUse", () => {
    const shop = game("TTMinis");
    shop.context.TTMinis.canIUse("pay");
    const self = {};
    self.self = self;
    assert.throws(() => shop.context.TTMinis.pay(self));
    assert.deepEqual(plain(shop.standIn.calls()), ["TTMinis.pay([object Object])"]);
  });
});

describe("a listener", () => {
  test("hears of the wallet, the orders and the calls, until it stops", () => {
    const shop = game("Minis");
    let heard = 0;
    const stop = shop.standIn.onChange(() => (heard += 1));
    const hears = (act) => {
      const before = heard;
      act();
      return heard > before;
    };
    assert.ok(hears(() => shop.standIn.setBalance(5)));
    assert.ok(hears(() => sell(shop)));
    assert.ok(hears(() => shop.call("login")));
    assert.ok(hears(() => shop.standIn.install({ panels: "auto", dialect: "Minis" })));
    stop();
    assert.ok(!hears(() => shop.standIn.setBalance(6)));
  });
});

describe("the balance", () => {
  test("can be set", () => {
    const { standIn } = game("Minis");
    standIn.setBalance(5);
    assert.equal(standIn.balance(), 5);
  });

  for (const wrong of [-1, 0.5, "5", NaN]) {
    test(`cannot be set to ${JSON.stringify(wrong)}`, () => {
      assert.throws(() => game("Minis").standIn.setBalance(wrong), /0 or more/);
    });
  }
});

// ---- A reload ----------------------------------------------------------------------------------------------------

describe("what is kept", () => {
  // A game on a page of its own, over what an earlier page has kept.
  const open = (kept, options = {}) => game("Minis", { keep: true, ...options }, { localStorage: kept.localStorage });

  test("is the wallet, the orders, and a fault that has a name", () => {
    const kept = storage();
    const before = open(kept, { balance: 700 });
    const [first, second] = [sell(before), sell(before)];
    payFor(before, first);
    before.standIn.next("login", "cancel");
    before.standIn.next("login", { answer: 1 });

    const after = open(kept, { balance: 9 });
    assert.equal(after.standIn.balance(), 200);
    assert.deepEqual([after.standIn.orderStatus(first), after.standIn.orderStatus(second)], ["SUCCESS", "PENDING"]);
    assert.deepEqual(after.call("login"), bad("Minis", 102601, "cancelled"));
    assert.deepEqual(after.call("login"), [["callback", { authResponse: { code: "login-code" } }]]);
    assert.equal(sell(after), "TOID3");
  });

  test("is not the log", () => {
    const kept = storage();
    open(kept).call("login");
    assert.deepEqual(plain(open(kept).standIn.calls()), []);
  });

  test("is forgotten by a fresh install, which uses no number of an order again", () => {
    const kept = storage();
    const first = sell(open(kept));
    const after = open(kept, { fresh: true, balance: 9 });
    assert.equal(after.standIn.balance(), 9);
    assert.throws(() => after.standIn.orderStatus(first));
    assert.equal(sell(after), "TOID2");
    assert.equal(open(kept).standIn.balance(), 9);
  });

  test("is nothing at all without panels, unless it is asked for", () => {
    const kept = storage();
    open(kept, { keep: undefined }).standIn.setBalance(5);
    assert.equal(kept.text, null);
  });

  const unknownFault = '{"balance":1,"lastOrder":0,"orders":[],"faults":{"pay":["?"]},"chosen":null}';
  for (const text of ["{", "5", "[]", "{}", '{"balance":-1}', unknownFault]) {
    test(`is ignored with a warning where it reads ${text}`, () => {
      const shop = open(storage(text), { balance: 9 });
      assert.equal(shop.standIn.balance(), 9);
      assert.equal(shop.warnings.length, 1);
      assert.ok(shop.warnings[0].includes("tiktok-stand-in"), shop.warnings[0]);
    });
  }

  test("is in memory only where there is no localStorage, with one warning", () => {
    const shop = game("Minis", { keep: true });
    sell(shop);
    assert.equal(shop.standIn.balance(), 1000);
    assert.equal(shop.warnings.filter((warning) => warning.includes("in memory only")).length, 1);
  });
});
