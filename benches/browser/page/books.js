// The orders of one batch, and what became of each: at TikTok, at the backend, and in the game's save.
const orders = new Map();
let lastId = 7_000_000_000_000_000;

export function create(sku, key) {
  lastId += 1;
  const order = { id: String(lastId), sku, key, status: "pending", charges: 0, deliveries: 0 };
  orders.set(order.id, order);
  return order;
}

export const find = (id) => orders.get(id);

export function charge(id) {
  const order = find(id);
  order.charges += 1;
  order.status = "paid";
}

export function deliver(id) {
  find(id).deliveries += 1;
}

export function acknowledge(id) {
  const order = find(id);
  order.status = "granted";
  return order.status;
}

// Closes the books: how many orders there are, how many were charged once, and how many of those were granted once.
export function close() {
  const charged = [...orders.values()].filter((order) => order.charges === 1);
  const granted = charged.filter((order) => order.deliveries === 1 && order.status === "granted");
  const seen = { ordered: orders.size, charged: charged.length, granted: granted.length };
  orders.clear();
  return seen;
}
