-- +goose Up

-- The mark of the key with which the records of a school are sealed, null where they are open.
-- It stands beside the version, so that a process with another key notices in its next transaction.
ALTER TABLE thuky.schools ADD COLUMN seal bytea;
