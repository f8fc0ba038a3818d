// What the program beside this folder calls. A client buys in batches of some hundred purchases, which take turns.
import "./host.js";
import "./backend.js";
import "./game.js";
import { close } from "./books.js";
import { CLIENTS, ready } from "./clients.js";
import { countDuring } from "./counts.js";

// Whoever comes second pays for some of the first one's garbage, so that every order gets its turn.
const ORDERS = [
  ["ours", "javascript", "wasm"],
  ["javascript", "wasm", "ours"],
  ["wasm", "ours", "javascript"],
  ["wasm", "javascript", "ours"],
  ["javascript", "ours", "wasm"],
  ["ours", "wasm", "javascript"],
];

// Milliseconds before each turn.
const PAUSE = 25;

globalThis.bench = {
  // What a purchase takes each client, in microseconds.
  async measure(round, purchases) {
    await ready;
    const measured = {};
    for (const name of ORDERS[round % ORDERS.length]) {
      measured[name] = await inItsTurn(() => time(CLIENTS[name], purchases));
    }
    return measured;
  },

  // What a purchase of each client asks of the page.
  async count(purchases) {
    await ready;
    const counted = {};
    for (const [name, purchase] of Object.entries(CLIENTS)) {
      counted[name] = await inItsTurn(() => countDuring(purchases, () => buy(purchase, purchases)));
    }
    return counted;
  },
};

async function time(purchase, purchases) {
  const start = performance.now();
  await buy(purchase, purchases);
  return { microseconds: (1_000 * (performance.now() - start)) / purchases };
}

async function buy(purchase, times) {
  for (let left = times; left > 0; left -= 1) {
    const sentence = await purchase();
    if (sentence !== "It is yours.") throw new Error(`a purchase ended with: ${sentence}`);
  }
}

// Lets a client buy, adds to what that has told what became of its orders, and leaves the page as it was.
async function inItsTurn(act) {
  // What the last one has stored, the browser still writes down in other processes.
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  const firstTimer = setTimeout(() => {});
  const told = await act();
  endTimersFrom(firstTimer);
  emptyJournal();
  return { ...told, ...close() };
}

// Ends what still ticks, so that it neither rings nor takes up memory in another client's time. Chromium numbers timers one
// after another.
function endTimersFrom(first) {
  const last = setTimeout(() => {});
  for (let timer = first; timer <= last; timer += 1) clearTimeout(timer);
}

// Each client writes a journal of its own kind, and is to find none of another's.
function emptyJournal() {
  const journal = localStorage.getItem("orders") ?? "";
  if (!["", "{}"].includes(journal)) throw new Error(`the journal still holds: ${journal}`);
  localStorage.removeItem("orders");
}
