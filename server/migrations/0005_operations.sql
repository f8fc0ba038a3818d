-- What operators have done. Only ever added to.
CREATE TABLE operations (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    what TEXT NOT NULL,
    -- The id of an event, an order or a player.
    about TEXT NOT NULL,
    order_id TEXT REFERENCES orders (id),
    by_whom TEXT NOT NULL,
    note TEXT NOT NULL
);

CREATE INDEX operations_about ON operations (about);
CREATE INDEX operations_on_order ON operations (order_id);
