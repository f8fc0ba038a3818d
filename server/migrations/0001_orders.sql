-- Both databases read this file, so it has TEXT and BIGINT only. Times are milliseconds since 1970. Bytes are Base64.

CREATE TABLE players (
    -- What clients and logs call the player; drawn at the first login.
    id TEXT PRIMARY KEY,
    -- What TikTok calls the player.
    open_id TEXT NOT NULL UNIQUE,
    -- Written first in every transaction about this player, which is what puts such transactions in a row.
    touched BIGINT NOT NULL
);

CREATE TABLE sessions (
    -- SHA-256 of the token that the client holds.
    token_hash TEXT PRIMARY KEY,
    player TEXT NOT NULL REFERENCES players (id),
    expires BIGINT NOT NULL
);

CREATE INDEX sessions_ended ON sessions (expires);

-- Encrypted; see `vault.rs`.
CREATE TABLE tokens (
    player TEXT PRIMARY KEY REFERENCES players (id),
    access TEXT NOT NULL,
    access_expires BIGINT NOT NULL,
    refresh TEXT NOT NULL,
    -- Until then somebody is refreshing them, and nobody else should.
    refreshing_until BIGINT NOT NULL
);

-- One for each time that TikTok is asked to make an order, written before it is asked.
CREATE TABLE attempts (
    own_id TEXT PRIMARY KEY,
    player TEXT NOT NULL REFERENCES players (id),
    order_key TEXT NOT NULL,
    sku TEXT NOT NULL,
    created BIGINT NOT NULL
);

CREATE TABLE orders (
    -- TikTok's trade_order_id.
    id TEXT PRIMARY KEY,
    own_id TEXT NOT NULL UNIQUE REFERENCES attempts (own_id),
    player TEXT NOT NULL REFERENCES players (id),
    order_key TEXT NOT NULL,
    sku TEXT NOT NULL,
    beans BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    digest TEXT NOT NULL,
    payload TEXT NOT NULL,
    environment TEXT NOT NULL,
    status TEXT NOT NULL,
    -- 1 when the player knows of the refund.
    told BIGINT NOT NULL,
    claimant TEXT,
    lease_until BIGINT NOT NULL,
    -- TikTok is not asked about the order before this.
    ask_after BIGINT NOT NULL,
    created BIGINT NOT NULL,
    -- How many changes there are.
    changes BIGINT NOT NULL,
    UNIQUE (player, order_key)
);

CREATE INDEX orders_of_player ON orders (player, status);
CREATE INDEX orders_to_ask_about ON orders (status, ask_after);

-- What happened to each order. Only ever added to.
CREATE TABLE changes (
    order_id TEXT NOT NULL REFERENCES orders (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    status TEXT NOT NULL,
    because TEXT NOT NULL,
    PRIMARY KEY (order_id, number)
);

-- What TikTok has told, as it came.
CREATE TABLE events (
    -- SHA-256 of the body: an event that is told again is the same event.
    id TEXT PRIMARY KEY,
    received BIGINT NOT NULL,
    times BIGINT NOT NULL,
    body TEXT NOT NULL,
    order_id TEXT,
    -- `applied`, or why a person should look at it.
    verdict TEXT NOT NULL
);

-- What the game's inventory has yet to hear.
CREATE TABLE outbox (
    order_id TEXT NOT NULL REFERENCES orders (id),
    job TEXT NOT NULL,
    -- `waiting`, `done`, or `dead` when it has failed too often.
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    -- Not before this; while somebody is at it, not before they have given up.
    due BIGINT NOT NULL,
    error TEXT,
    PRIMARY KEY (order_id, job)
);

CREATE INDEX outbox_due ON outbox (state, due);
