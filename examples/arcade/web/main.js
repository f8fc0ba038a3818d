import start from "./arcade.js";

// In a plain browser, and only where the address asks for it, the stand-in takes the place of TikTok.
const dialect = new URLSearchParams(location.search).get("stand-in");
if (dialect !== null && window.TikTokStandIn) {
  TikTokStandIn.install({ dialect: dialect || "TTMinis.game" });
}

function tell() {
  document.getElementById("failed").hidden = false;
}

addEventListener("error", tell);
start().catch((error) => {
  tell();
  throw error;
});
