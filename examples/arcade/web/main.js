import start from "./arcade.js";

const asked = new URLSearchParams(location.search);

// In a plain browser, and only where the address asks for it, the stand-in takes the place of TikTok. It has the wallet, or
// the simulator's server has, whose address is in `tiktok`.
const dialect = asked.get("stand-in");
if (dialect !== null && window.TikTokStandIn) {
  const server = asked.get("tiktok") ?? undefined;
  TikTokStandIn.install({ dialect: dialect || "TTMinis.game", server, user: asked.get("user") ?? undefined });
}

// On the machine of whoever makes the game, and nowhere else, the address may say where the backend is.
const isOwnMachine = ["127.0.0.1", "localhost", "[::1]"].includes(location.hostname);
if (isOwnMachine && asked.has("backend")) document.body.dataset.backend = asked.get("backend");

function tell() {
  document.getElementById("failed").hidden = false;
}

addEventListener("error", tell);
start().catch((error) => {
  tell();
  throw error;
});
