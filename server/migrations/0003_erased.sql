-- Each file from here on is about one table: what locks two that are in use can wait for a copy of the server that waits for it.

-- Since when nothing here leads back to the person.
ALTER TABLE players ADD COLUMN erased BIGINT;
