// The host's calls, in three dialects.
import { Failure } from "./rival-failure.js";

// The upload scanner reads method names as text, so every call is written out.
const DIALECTS = [
  {
    sdk: () => globalThis.TTMinis?.game,
    payTopsUp: true,
    checkBalance: (settle, options) => TTMinis.game.checkBalance(withHandlers(settle, options)),
    recharge: (settle, options) => TTMinis.game.recharge(withHandlers(settle, options)),
    pay: (settle, options) => TTMinis.game.pay(withHandlers(settle, options)),
  },
  {
    sdk: () => globalThis.TTMinis,
    payTopsUp: false,
    checkBalance: (settle, options) => TTMinis.checkBalance(settle.answer, options),
    recharge: (settle, options) => TTMinis.recharge(settle.answer, options),
    pay: (settle, options) => TTMinis.pay(settle.answer, options),
  },
  {
    sdk: () => globalThis.Minis,
    payTopsUp: false,
    checkBalance: (settle, options) => Minis.checkBalance(settle.answer, options),
    recharge: (settle, options) => Minis.recharge(settle.answer, options),
    pay: (settle, options) => Minis.pay(settle.answer, options),
  },
];

export const offers = (method) => dialectFor(method) !== undefined;

// In a game, `pay` tops up by itself.
export const wantsBeforePay = (method) => dialectFor(method)?.payTopsUp === false;

// Makes a call. Each dialect's callbacks settle one promise.
export function call(method, options) {
  const dialect = dialectFor(method);
  if (!dialect) return Promise.reject(new Failure("no host"));
  return new Promise((resolve, reject) => {
    const fail = (answer) => reject(failureIn(answer));
    const answer = (answer) => (failed(answer) ? fail(answer) : resolve(answer));
    try {
      dialect[method]({ answer, fail }, options);
    } catch (thrown) {
      fail(thrown);
    }
  });
}

// What is there is not looked for again; what is missing may still come.
const found = new Map();

function dialectFor(method) {
  if (!found.has(method)) {
    const dialect = DIALECTS.find(({ sdk }) => isOfferedBy(sdk(), method));
    if (!dialect) return undefined;
    found.set(method, dialect);
  }
  return found.get(method);
}

const isOfferedBy = (sdk, method) => typeof sdk?.[method] === "function" && !isDeniedBy(sdk, method);

function isDeniedBy(sdk, method) {
  try {
    return typeof sdk.canIUse === "function" && sdk.canIUse(method) === false;
  } catch {
    return false;
  }
}

const withHandlers = ({ answer, fail }, options) => ({ ...options, success: answer, fail, error: fail });

const failed = (answer) => Boolean(answer?.error) || answer?.is_success === false;

// Codes are numbers in some places and texts in others.
function failureIn(answer) {
  const error = answer?.error || answer;
  const isCancel = String(error?.error_code ?? "").endsWith("601");
  return new Failure(isCancel ? "cancelled" : "refused", error?.error_msg);
}
