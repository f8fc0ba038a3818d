-- Since when a person has looked at it.
ALTER TABLE events ADD COLUMN resolved BIGINT;

CREATE INDEX events_for_a_person ON events (received, id) WHERE verdict <> 'applied' AND resolved IS NULL;
CREATE INDEX events_of_order ON events (order_id);
-- One that a person has applied is as old as that.
CREATE INDEX events_applied ON events ((COALESCE(resolved, received))) WHERE verdict = 'applied';
