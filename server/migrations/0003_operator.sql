-- Since when a person has looked at it.
ALTER TABLE events ADD COLUMN resolved BIGINT;

CREATE INDEX events_for_a_person ON events (received, id) WHERE verdict <> 'applied' AND resolved IS NULL;
CREATE INDEX events_of_order ON events (order_id);
CREATE INDEX attempts_for_key ON attempts (player, order_key);

-- Since when nothing here leads back to the person.
ALTER TABLE players ADD COLUMN erased BIGINT;

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
