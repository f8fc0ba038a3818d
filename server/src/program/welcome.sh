# The order backend listens on @BACKEND. Its orders are gone when it ends, unless DATABASE_URL says where they stay.
# TikTok is simulated, at @TIKTOK: have a look at that page. No money moves. A purchase, with curl:

BACKEND=@BACKEND TIKTOK=@TIKTOK
field() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }
CODE=$(curl -s $TIKTOK/desk/login --json '{"user":"ada"}' | field code)
TOKEN=$(curl -s $BACKEND/session --json '{"code":"'$CODE'"}' | field token)
ORDER=$(curl -s $BACKEND/orders -H "Authorization: Bearer $TOKEN" \
  --json '{"sku":"@SKU","digest":"@DIGEST","key":"'$(date +%s)'"}' | field id)
curl -s $TIKTOK/desk/pay --json '{"user":"ada","trade_order_id":"'$ORDER'"}'; echo
until curl -s $BACKEND/orders/$ORDER -H "Authorization: Bearer $TOKEN" | grep '"paid"'; do sleep 1; done
curl -s $BACKEND/orders/$ORDER/claim -H "Authorization: Bearer $TOKEN" --json '{"claimant":"tab-1"}'; echo
curl -s $BACKEND/orders/$ORDER/ack -H "Authorization: Bearer $TOKEN" --json '{"claimant":"tab-1"}'
curl -s $BACKEND/orders -H "Authorization: Bearer $TOKEN"; echo

# Settings, for a TikTok that is not simulated: --help
