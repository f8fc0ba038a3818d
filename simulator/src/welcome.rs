//! The first lines: where it is, what a backend needs, and a purchase to try.

use purchasable_simulator::{Settings, Simulator};

pub fn welcome(simulator: &Simulator, settings: &Settings) -> String {
    let url = simulator.url();
    let Settings { client_key, client_secret, .. } = settings;
    let callback = settings.webhooks.callback.as_deref().unwrap_or("none; --callback URL, or on the page");
    let purchase = purchase(&url, client_key, client_secret);
    let warning = if simulator.address().ip().is_loopback() {
        ""
    } else {
        "\nAnybody who reaches this address can push the buttons."
    };
    format!(
        "TikTok on a desk: {url}/ has the buttons. Ctrl-C ends.{warning}

A backend needs
  base address   {url}
  client key     {client_key}
  client secret  {client_secret}
  callback       {callback}

A purchase to try, in another shell

{purchase}"
    )
}

/// What a player, a backend and TikTok do, as commands for a shell with curl.
fn purchase(url: &str, client_key: &str, client_secret: &str) -> String {
    format!(
        r#"TIKTOK={url}
field() {{ sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }}
CODE=$(curl -s $TIKTOK/desk/login --json '{{"user":"ada"}}' | field code)
TOKEN=$(curl -s $TIKTOK/v2/oauth/token/ -d client_key={client_key} -d client_secret={client_secret} \
  -d grant_type=authorization_code -d code=$CODE | field access_token)
ORDER=$(curl -s $TIKTOK/v2/minis/trade_order/create/ -H "Authorization: Bearer $TOKEN" \
  --json '{{"token_type":"BEANS","token_amount":500,"order_info":{{"order_id":"order-'$(date +%s)'","product_name":"Steel sword"}}}}' \
  | field trade_order_id)
curl -s $TIKTOK/desk/pay --json '{{"user":"ada","trade_order_id":"'$ORDER'"}}'
curl -s $TIKTOK/v2/minis/trade_order/query/ -H "Authorization: Bearer $TOKEN" --json '{{"trade_order_id":"'$ORDER'"}}'
"#
    )
}
