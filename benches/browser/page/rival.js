// The same purchase as a careful developer writes it in JavaScript, with promises: step for step what `benches/size/hand`
// does in Rust. Recovery is left out, because it is not measured.
import { Failure } from "./rival-failure.js";
import { call, offers, wantsBeforePay } from "./rival-host.js";
import * as journal from "./rival-journal.js";

const POLL = 1_500;
const ANSWER = 30_000;
const PANEL = 600_000;
const CONFIRM = 30_000;
const OLDEST_ORDER = 900_000;
const ATTEMPTS = 3;

const ITEMS = [{ sku: "pack0", name: "Pack0", beans: 100, tier: "tier_500", digest: 100n }];

const claimant = randomKey();
let busy = false;

// The player has pressed a button.
export async function buy(at) {
  try {
    await purchase(ITEMS[at]);
    game.show("It is yours.");
  } catch (error) {
    tell(error);
  }
}

async function purchase(item) {
  if (busy) throw new Failure("busy");
  busy = true;
  try {
    if (!offers("pay")) throw new Failure("no host");
    const begun = Date.now();
    const entry = await order(item);
    await topUpOrLeave(item, entry, begun + OLDEST_ORDER);
    const failure = await pay(entry.order);
    await confirm(entry.order, failure);
    await grant(entry);
  } finally {
    busy = false;
  }
}

// The key on record, then the order, then its id on record. A repeat of the key is safe.
async function order(item) {
  const player = await ask(() => backend.player());
  const entry = { key: randomKey(), player, sku: item.sku, order: "", delivered: false };
  journal.put(entry);
  const made = await create(item, entry.key);
  if (made.refused) {
    journal.forget(entry.key);
    throw new Failure(made.refused);
  }
  entry.order = made.id;
  journal.put(entry);
  return entry;
}

async function create(item, key) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask(() => backend.create(item.sku, item.digest, key));
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await sleep(POLL);
    }
  }
}

async function topUpOrLeave(item, { order, player }, until) {
  try {
    await topUp(item, player);
    if (Date.now() > until) throw new Failure("unknown");
  } catch (error) {
    backend.report(order, "never paid");
    throw error;
  }
}

// Where the host has the calls and wants them, and the wallet is short. At most once.
async function topUp(item, player) {
  if (!item.tier || !wantsBeforePay("checkBalance") || !wantsBeforePay("recharge")) return;
  if (await hasEnough(item)) return;
  const key = `top-up ${player}`;
  journal.put({ key, player, sku: item.tier, order: "", delivered: false });
  const failure = await call("recharge", { tier_id: item.tier }).then(() => null, (error) => error);
  if (failure?.reason === "cancelled") {
    journal.forget(key);
    throw failure;
  }
  if (!(await hasEnough(item))) throw failure ?? new Failure("top-up missing");
  journal.forget(key);
}

async function hasEnough(item) {
  const { is_sufficient } = await call("checkBalance", { type: "BEANS", amount: item.beans });
  if (typeof is_sufficient !== "boolean") throw new Failure("refused", "checkBalance answered nonsense");
  return is_sufficient;
}

// Opens the panel, and asks the backend all the while: the panel may never answer. Gives what went wrong with the panel.
async function pay(order) {
  const panel = call("pay", { trade_order_id: order }).then(() => null, (error) => error);
  const until = Date.now() + PANEL;
  let failure = await within(POLL, panel);
  while (failure === TIME_IS_UP) {
    if (await isPaid(order)) return null;
    failure = Date.now() > until ? new Failure("unknown") : await within(POLL, panel);
  }
  backend.report(order, failure ? (OUTCOMES[failure.reason] ?? "failed") : "succeeded");
  return failure;
}

const OUTCOMES = { cancelled: "cancelled", unknown: "no answer" };

const isPaid = (order) => ask(() => backend.status(order)).then((status) => PAID.includes(status), () => false);

const PAID = ["paid", "granted"];

// Only the backend knows whether the order is paid.
async function confirm(order, failure) {
  const until = Date.now() + CONFIRM;
  for (;;) {
    const status = await ask(() => backend.status(order)).catch(() => "no answer");
    if (PAID.includes(status)) return;
    if (status === "refunded") throw new Failure("refused", "it was paid back");
    const isEnough = status !== "no answer" || ["cancelled", "unknown"].includes(failure?.reason);
    if (failure && isEnough) throw failure;
    if (Date.now() > until) throw failure ?? new Failure("unknown");
    await sleep(POLL);
  }
}

// Gives the item under a lease, and tells the backend.
async function grant(entry) {
  const lease = await ask(() => backend.claim(entry.order, claimant));
  if (lease === "granted") return journal.forget(entry.key);
  if (lease !== "mine") throw new Failure("not saved");
  deliver(entry);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      await ask(() => backend.ack(entry.order, claimant));
      return journal.forget(entry.key);
    } catch {}
  }
}

function deliver(entry) {
  try {
    game.add(entry.sku, entry.order);
  } catch {
    throw new Failure("not saved");
  }
  entry.delivered = true;
  journal.put(entry);
}

// Gives up after a while.
async function ask(question) {
  let answer;
  try {
    answer = await within(ANSWER, question());
  } catch {
    throw new Failure("backend");
  }
  if (answer === TIME_IS_UP) throw new Failure("backend");
  return answer;
}

// What comes first: what the promise is settled with, or the end of the time.
function within(milliseconds, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds, TIME_IS_UP);
    const end = (how) => (value) => {
      clearTimeout(timer);
      how(value);
    };
    promise.then(end(resolve), end(reject));
  });
}

const TIME_IS_UP = Symbol("time is up");

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Thirty-two digits that do not repeat.
function randomKey() {
  const part = () => Math.floor(Math.random() * 2 ** 32).toString(16).padStart(8, "0");
  return part() + part() + part() + part();
}

function tell({ reason, message }) {
  if (reason === "cancelled") return;
  game.show(reason === "refused" ? message : (SENTENCES[reason] ?? "That did not work. Nothing was charged."));
}

const SENTENCES = {
  unknown: "We are still checking your payment.",
  "earlier open": "An earlier purchase is still open.",
  owned: "You have it already.",
  price: "The price has changed; please update the game.",
  "not saved": "You will get it the next time you play.",
};
