// The three clients. Each is a function that begins a purchase and gives a promise of what the player is told in the end.
import startOurs, * as ours from "./bench-size-ours/client.js";
import startHand, * as hand from "./bench-size-hand/client.js";
import { isSilent, nextSentence } from "./game.js";
import * as rival from "./rival.js";

export const ready = Promise.all([startOurs(), startHand()]);

export const CLIENTS = {
  ours: purchase(() => {
    ours.buy(0);
    drawFrames(1_000);
  }),
  javascript: purchase(() => rival.buy(0)),
  wasm: purchase(() => hand.buy(0)),
};

function purchase(begin) {
  return () => {
    const told = nextSentence();
    begin();
    return told;
  };
}

// A client that is polled gets its frames as fast as they help, between microtasks: how often a browser draws is the page's
// pace and not the client's.
function drawFrames(most) {
  ours.frame();
  if (!isSilent()) return;
  if (most === 1) game.show("too many frames have passed");
  else Promise.resolve().then(() => drawFrames(most - 1));
}
