// What survives a reload: one JSON object in `localStorage`, with an entry for each attempt.
import { Failure } from "./rival-failure.js";

const KEY = "orders";

export function put({ key, ...entry }) {
  try {
    change((journal) => (journal[key] = entry));
  } catch {
    throw new Failure("journal");
  }
}

// What a full storage keeps here, a recovery takes out.
export function forget(key) {
  try {
    change((journal) => delete journal[key]);
  } catch {}
}

function change(change) {
  const journal = JSON.parse(localStorage.getItem(KEY) ?? "{}");
  change(journal);
  localStorage.setItem(KEY, JSON.stringify(journal));
}
