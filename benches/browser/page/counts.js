// What a purchase asks of the page. Counting costs time, so nothing is measured meanwhile.
const QUESTIONS = ["player", "create", "status", "claim", "ack"];
const COLUMNS = {
  calls: [[TTMinis], ["checkBalance", "recharge", "pay"]],
  questions: [[server, backend], QUESTIONS],
  reports: [[server, backend], ["report"]],
  writes: [[Storage.prototype], ["setItem"]],
  reads: [[Storage.prototype], ["getItem"]],
  canIUse: [[TTMinis], ["canIUse"]],
  timers: [[globalThis], ["setTimeout"]],
};

// How often each was called while `act` went on, for each of so many purchases.
export async function countDuring(purchases, act) {
  const counts = {};
  const restore = Object.entries(COLUMNS).flatMap(([column, [owners, names]]) => {
    counts[column] = 0;
    const count = () => (counts[column] += 1);
    return owners.flatMap((owner) => names.map((name) => listen(owner, name, count)));
  });
  await act();
  restore.forEach((undo) => undo());
  for (const column of Object.keys(counts)) counts[column] /= purchases;
  return counts;
}

function listen(owner, name, called) {
  const original = owner[name];
  owner[name] = function (...passed) {
    called();
    return original.apply(this, passed);
  };
  return () => void (owner[name] = original);
}
