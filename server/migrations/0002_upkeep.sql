-- What `/metrics` asks and what is forgotten after its time has an index behind it. Copies of the server that are older than
-- this file go on beside those that know it: nothing that they read or write has changed.

-- `/metrics` counts the orders of the last days, and finds all that it needs for that in here.
CREATE INDEX orders_recent ON orders (created, status, environment);

-- Tokens that TikTok takes no more are emptied, and `access_expires` is when that was found.
CREATE INDEX tokens_dead ON tokens (access_expires) WHERE refresh = '';
CREATE INDEX tokens_by_age ON tokens (access_expires);

-- 1 when an order came of it. An attempt is judged once, so that those that are kept are not looked at again.
ALTER TABLE attempts ADD COLUMN kept BIGINT NOT NULL DEFAULT 0;
UPDATE attempts SET kept = 1 WHERE EXISTS (SELECT 1 FROM orders WHERE orders.own_id = attempts.own_id);
CREATE INDEX attempts_to_judge ON attempts (created) WHERE kept = 0;
CREATE INDEX attempts_for_key ON attempts (player, order_key);
