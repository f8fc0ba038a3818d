// The host. It speaks `TTMinis`, callback first, and offers `checkBalance` and `recharge`: the dialect in which a purchase
// takes every step. The wallet is never short, and every answer comes inside the call.
import { charge } from "./books.js";

globalThis.TTMinis = {
  canIUse: () => true,
  // Without it, looking for the calls of the other dialect would cost the client by hand in wasm ten exceptions a purchase.
  game: {},
  checkBalance: (callback, { type, amount }) => callback({ is_sufficient: type === "BEANS" && amount > 0 }),
  recharge() {
    throw new Error("nobody tops up a wallet that is never short");
  },
  pay(callback, { trade_order_id }) {
    charge(trade_order_id);
    callback({ is_success: true, trade_order_id });
  },
};
