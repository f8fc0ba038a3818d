// The stand-in with its wallet at a server, which answers as the simulator's does under `/desk/`.
// Run with `node --test simulator/tests/`.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, beforeEach, describe, test } from "node:test";

import { BEANS, DIALECTS, TOPS_UP_APART, bad, game, good, inEach, paid } from "./kit.mjs";

const PANEL = { product_name: "Steel sword", beans: 500, balance: 600, missing: 0, top_up: 0 };
const SHORT = { ...PANEL, balance: 100, missing: 400, top_up: 500 };
const refusal = (code, message) => ({
  is_success: false,
  error: { error_code: code, error_msg: message, error_extra: {} },
});

// What the desk answers unless a test says otherwise, and all that it was asked.
const USUAL = {
  login: { code: "code-7" },
  check_balance: { is_sufficient: true },
  recharge: { is_success: true, tier_id: "tier_500", balance: 1100 },
  panel: PANEL,
  pay: { is_success: true, trade_order_id: "TOID7", topped_up: 0, balance: 100 },
  cancel: refusal(117601, "the user closed the panel"),
  decline: refusal(117600, "the payment was declined"),
};
let answers, asked, server, address;

const desk = createServer(async (request, response) => {
  const path = request.url.replace("/desk/", "");
  const text = (await request.toArray()).join("");
  asked.push([path, JSON.parse(text)]);
  response.end(JSON.stringify(answers[path]));
});

before(async () => {
  server = desk.listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());
beforeEach(() => {
  answers = { ...USUAL };
  asked = [];
});

const open = (dialect, options = {}) => game(dialect, { server: address, user: "ada", ...options }, { fetch });

async function until(isSo) {
  while (!isSo()) await new Promise(setImmediate);
}

// Calls, and gives all that came back once something has.
async function call(shop, method, given) {
  const came = shop.call(method, given);
  await until(() => came.length > 0);
  return came;
}

const pay = (shop) => call(shop, "pay", { trade_order_id: "TOID7" });
const OF_ORDER = { user: "ada", trade_order_id: "TOID7" };

describe("with a server", () => {
  inEach(DIALECTS, "login gives the server's code", async (dialect) => {
    const [[, answer]] = await call(open(dialect), "login");
    assert.equal(answer.code ?? answer.authResponse.code, "code-7");
    assert.deepEqual(asked, [["login", { user: "ada" }]]);
  });

  inEach(TOPS_UP_APART, "checkBalance and recharge are asked of the server", async (dialect) => {
    const shop = open(dialect);
    answers.check_balance = { is_sufficient: false };
    const [[, answer]] = await call(shop, "checkBalance", { ...BEANS, amount: 700 });
    assert.deepEqual(answer, { is_sufficient: false });
    const came = await call(shop, "recharge", { tier_id: "tier_500" });
    assert.deepEqual(came, good(dialect, { tier_id: "tier_500", trade_order_id: "top-up-1" }));
    assert.deepEqual(asked, [
      ["check_balance", { user: "ada", amount: 700 }],
      ["recharge", { user: "ada", tier_id: "tier_500" }],
    ]);
  });

  inEach(DIALECTS, "pay looks at the order, and pays it there", async (dialect) => {
    assert.deepEqual(await pay(open(dialect)), paid(dialect, "TOID7"));
    const top_up = ["TTMinis.game", "TTMinis"].includes(dialect);
    assert.deepEqual(asked, [["panel", OF_ORDER], ["pay", { ...OF_ORDER, top_up }]]);
  });

  test("a short wallet is topped up where the dialect does that", async () => {
    answers.panel = SHORT;
    assert.deepEqual(await pay(open("TTMinis")), paid("TTMinis", "TOID7"));
  });

  test("a short wallet declines the order where the dialect does not top up", async () => {
    answers.panel = SHORT;
    assert.deepEqual(await pay(open("Minis")), bad("Minis", 117600, "not enough Beans"));
    assert.deepEqual(asked, [["panel", OF_ORDER], ["decline", OF_ORDER]]);
  });

  inEach(DIALECTS, "what the server refuses, the game is told as the server says it", async (dialect) => {
    answers.panel = refusal(117101, "the order was used");
    assert.deepEqual(await pay(open(dialect)), bad(dialect, 117101, "the order was used"));
  });

  test("a call with wrong parameters does not reach it", async () => {
    await call(open("Minis"), "checkBalance", { type: "COINS", amount: 1 });
    assert.deepEqual(asked, []);
  });

  test("a question that it does not understand is an internal error with its sentence", async () => {
    answers.pay = { error: "`trade_order_id` is missing" };
    const [[, { error }]] = await pay(open("Minis"));
    assert.equal(error.error_code, 117502);
    assert.ok(error.error_msg.includes("`trade_order_id` is missing"), error.error_msg);
  });

  test("a server that is not there is an internal error that names it", async () => {
    const [[, { error }]] = await call(open("Minis", { server: "http://127.0.0.1:1" }), "login");
    assert.equal(error.error_code, 102502);
    assert.ok(error.error_msg.includes("http://127.0.0.1:1"), error.error_msg);
  });

  test("an answer that comes after the stand-in was taken away is not heard", async () => {
    const shop = open("Minis");
    const before = shop.call("login");
    shop.standIn.uninstall();
    shop.standIn.install({ dialect: "Minis", panels: "auto", server: address });
    const later = [];
    shop.context.TTMinis.login((answer) => later.push(answer));
    await until(() => later.length > 0);
    assert.deepEqual(before, []);
  });

  test("the hooks for a wallet in the page say where it is", () => {
    const { standIn } = open("Minis");
    const hooks = [() => standIn.balance(), () => standIn.setBalance(1), () => standIn.createOrder({ beans: 1 })];
    for (const hook of hooks) assert.throws(hook, (error) => error.message.includes(address));
  });

  for (const wrong of [{ server: "127.0.0.1:4180" }, { server: "http://a/b" }, { user: " " }, { user: 7 }]) {
    const [name] = Object.keys(wrong);
    test(`${JSON.stringify(wrong)} is refused`, () => {
      assert.throws(() => open("Minis", wrong), (error) => error.message.includes(`\`${name}\` must be`));
    });
  }
});

describe("a fault on the way to the server", () => {
  const withFault = (fault, dialect = "Minis") => {
    const shop = open(dialect);
    shop.standIn.next("pay", fault);
    return shop;
  };
  const paths = () => asked.map(([path]) => path);

  test("cancel closes the panel there", async () => {
    assert.deepEqual(await pay(withFault("cancel")), bad("Minis", 117601, "cancelled"));
    assert.deepEqual(asked, [["cancel", OF_ORDER]]);
  });

  test("decline declines the order there", async () => {
    assert.deepEqual(await pay(withFault("decline")), bad("Minis", 117600, "declined"));
    assert.deepEqual(asked, [["decline", OF_ORDER]]);
  });

  test("done-unanswered pays there, and tells the game nothing", async () => {
    const came = withFault("done-unanswered").call("pay", { trade_order_id: "TOID7" });
    await until(() => paths().includes("pay"));
    assert.deepEqual(came, []);
  });

  test("never-answers does not reach it", async () => {
    const shop = withFault("never-answers");
    shop.call("pay", { trade_order_id: "TOID7" });
    await call(shop, "login");
    assert.deepEqual(paths(), ["login"]);
  });

  test("answers-twice pays once", async () => {
    const once = paid("Minis", "TOID7");
    assert.deepEqual(await pay(withFault("answers-twice")), [...once, ...once]);
    assert.deepEqual(paths(), ["panel", "pay"]);
  });

  test("fail-then-money leaves the order to be paid", async () => {
    const shop = withFault("fail-then-money");
    assert.deepEqual(await pay(shop), bad("Minis", 117502, "internal error"));
    // The money is due once the server has said that the order can be paid.
    await until(() => shop.ring().length > 0);
    await until(() => paths().includes("pay"));
    assert.deepEqual(paths(), ["panel", "pay"]);
  });

  test("balance-changed needs a wallet in the page", () => {
    assert.throws(() => withFault("balance-changed"), (error) => error.message.includes("a wallet in the page"));
  });
});
