-- +goose Up

-- What thuky keeps. Every table has the school as the first column of its key, because
-- a province has more schools than a catalog should have schemas. Ids are compared byte
-- by byte (collation C), as storage.Tx promises. A column "doc" is a record as JSON, as
-- the program wrote it, in the type json: that keeps every byte.
--
-- A time in a key or a queue is the seconds since 1970 (…_s) and the nanoseconds (…_n):
-- timestamptz has no nanoseconds, and no year 1.
--
-- For people who ask questions in SQL there are views in the schema so_lieu.

-- One row for each school. Who writes holds it for update, so that writes of one school
-- are serial; version counts them, and a snapshot is known by it.
CREATE TABLE thuky.schools (
	school     text COLLATE "C" PRIMARY KEY,
	version    bigint NOT NULL DEFAULT 0,
	audit_seq  bigint NOT NULL DEFAULT 0,
	outbox_seq bigint NOT NULL DEFAULT 0,
	lines_seq  bigint NOT NULL DEFAULT 0
);

-- The last commits of each school: by which one each was, and what it wrote.
CREATE TABLE thuky.changes (
	school  text COLLATE "C" NOT NULL,
	version bigint NOT NULL,
	token   uuid NOT NULL,   -- of the transaction, to find it again when its end was not heard
	keys    bytea,           -- what it wrote; null: too much to say
	PRIMARY KEY (school, version)
);

CREATE TABLE thuky.once (
	school text COLLATE "C" NOT NULL,
	key    text COLLATE "C" NOT NULL,
	day    bigint NOT NULL,  -- since 1970, UTC
	PRIMARY KEY (school, key)
);
CREATE INDEX once_day ON thuky.once (school, day);

CREATE TABLE thuky.conversations (
	school  text COLLATE "C" NOT NULL,
	address text COLLATE "C" NOT NULL,
	state   bytea NOT NULL,
	PRIMARY KEY (school, address)
);

CREATE TABLE thuky.people (
	school text COLLATE "C" NOT NULL,
	id     text COLLATE "C" NOT NULL,
	doc    json NOT NULL,
	PRIMARY KEY (school, id)
);

CREATE TABLE thuky.addresses (
	school  text COLLATE "C" NOT NULL,
	address text COLLATE "C" NOT NULL,
	person  text COLLATE "C" NOT NULL,
	PRIMARY KEY (school, address)
);

CREATE TABLE thuky.invitations (
	school text COLLATE "C" NOT NULL,
	hash   text COLLATE "C" NOT NULL,
	doc    json NOT NULL,
	PRIMARY KEY (school, hash)
);

CREATE TABLE thuky.templates (
	school  text COLLATE "C" NOT NULL,
	version text COLLATE "C" NOT NULL,
	source  bytea NOT NULL,
	PRIMARY KEY (school, version)
);

CREATE TABLE thuky.campaigns (
	school text COLLATE "C" NOT NULL,
	id     text COLLATE "C" NOT NULL,
	doc    json NOT NULL,
	PRIMARY KEY (school, id)
);

CREATE TABLE thuky.answers (
	school   text COLLATE "C" NOT NULL,
	campaign text COLLATE "C" NOT NULL,
	question text COLLATE "C" NOT NULL,
	person   text COLLATE "C" NOT NULL,
	doc      json NOT NULL,
	PRIMARY KEY (school, campaign, question, person)
);

CREATE TABLE thuky.participations (
	school   text COLLATE "C" NOT NULL,
	campaign text COLLATE "C" NOT NULL,
	person   text COLLATE "C" NOT NULL,
	doc      json NOT NULL,
	PRIMARY KEY (school, campaign, person)
);

CREATE TABLE thuky.audit (
	school   text COLLATE "C" NOT NULL,
	campaign text COLLATE "C" NOT NULL, -- '' for none
	seq      bigint NOT NULL,
	doc      json NOT NULL,
	PRIMARY KEY (school, campaign, seq)
);

CREATE TABLE thuky.outbox (
	school text COLLATE "C" NOT NULL,
	seq    bigint NOT NULL,
	doc    json NOT NULL,
	PRIMARY KEY (school, seq)
);

CREATE TABLE thuky.dead (
	school text COLLATE "C" NOT NULL,
	seq    bigint NOT NULL,
	doc    json NOT NULL,
	PRIMARY KEY (school, seq)
);

CREATE TABLE thuky.outbox_keys (
	school text COLLATE "C" NOT NULL,
	key    text COLLATE "C" NOT NULL,
	seq    bigint NOT NULL,
	PRIMARY KEY (school, key)
);

CREATE TABLE thuky.holds (
	school  text COLLATE "C" NOT NULL,
	target  text COLLATE "C" NOT NULL, -- an address or a platform
	until_s bigint NOT NULL,
	until_n integer NOT NULL,
	PRIMARY KEY (school, target)
);

CREATE TABLE thuky.jobs (
	school text COLLATE "C" NOT NULL,
	key    text COLLATE "C" NOT NULL,
	doc    json NOT NULL,
	PRIMARY KEY (school, key)
);

CREATE TABLE thuky.job_queue (
	school    text COLLATE "C" NOT NULL,
	created_s bigint NOT NULL,
	created_n integer NOT NULL,
	key       text COLLATE "C" NOT NULL,
	leased_s  bigint NOT NULL,
	leased_n  integer NOT NULL,
	PRIMARY KEY (school, created_s, created_n, key)
);

CREATE TABLE thuky.artifacts (
	school text COLLATE "C" NOT NULL,
	key    text COLLATE "C" NOT NULL,
	doc    json NOT NULL,
	PRIMARY KEY (school, key)
);

CREATE TABLE thuky.artifact_data (
	school text COLLATE "C" NOT NULL,
	key    text COLLATE "C" NOT NULL,
	data   bytea NOT NULL,
	PRIMARY KEY (school, key)
);

CREATE TABLE thuky.strangers (
	school  text COLLATE "C" NOT NULL,
	address text COLLATE "C" NOT NULL,
	doc     json NOT NULL,
	PRIMARY KEY (school, address)
);

CREATE TABLE thuky.failures (
	school text COLLATE "C" NOT NULL,
	at_s   bigint NOT NULL,
	at_n   integer NOT NULL,
	key    text COLLATE "C" NOT NULL,
	doc    json NOT NULL,
	PRIMARY KEY (school, at_s, at_n, key)
);

CREATE TABLE thuky.versions (
	school   text COLLATE "C" NOT NULL,
	campaign text COLLATE "C" NOT NULL,
	number   bigint NOT NULL,
	doc      json NOT NULL,
	PRIMARY KEY (school, campaign, number)
);

CREATE TABLE thuky.version_data (
	school   text COLLATE "C" NOT NULL,
	campaign text COLLATE "C" NOT NULL,
	number   bigint NOT NULL,
	data     bytea NOT NULL,
	PRIMARY KEY (school, campaign, number)
);

CREATE TABLE thuky.reminders (
	school   text COLLATE "C" NOT NULL,
	campaign text COLLATE "C" NOT NULL,
	person   text COLLATE "C" NOT NULL,
	kind     text COLLATE "C" NOT NULL,
	doc      json NOT NULL,
	PRIMARY KEY (school, campaign, person, kind)
);

CREATE TABLE thuky.reminder_queue (
	school   text COLLATE "C" NOT NULL,
	at_s     bigint NOT NULL,
	at_n     integer NOT NULL,
	campaign text COLLATE "C" NOT NULL,
	person   text COLLATE "C" NOT NULL,
	kind     text COLLATE "C" NOT NULL,
	PRIMARY KEY (school, at_s, at_n, campaign, person, kind)
);

CREATE TABLE thuky.days (
	school text COLLATE "C" NOT NULL,
	date   text COLLATE "C" NOT NULL,
	doc    json NOT NULL,
	PRIMARY KEY (school, date)
);

CREATE TABLE thuky.groups (
	school  text COLLATE "C" NOT NULL,
	address text COLLATE "C" NOT NULL,
	doc     json NOT NULL,
	PRIMARY KEY (school, address)
);

CREATE TABLE thuky.sessions (
	school text COLLATE "C" NOT NULL,
	hash   text COLLATE "C" NOT NULL,
	doc    json NOT NULL,
	PRIMARY KEY (school, hash)
);

CREATE TABLE thuky.lines (
	school text COLLATE "C" NOT NULL,
	chat   text COLLATE "C" NOT NULL,
	seq    bigint NOT NULL,
	doc    json NOT NULL,
	PRIMARY KEY (school, chat, seq)
);

CREATE TABLE thuky.line_keys (
	school text COLLATE "C" NOT NULL,
	chat   text COLLATE "C" NOT NULL,
	key    text COLLATE "C" NOT NULL,
	seq    bigint NOT NULL,
	PRIMARY KEY (school, chat, key)
);

CREATE TABLE thuky.vals (
	school text COLLATE "C" NOT NULL,
	key    text COLLATE "C" NOT NULL,
	value  bytea NOT NULL,
	PRIMARY KEY (school, key)
);

CREATE TABLE thuky.evidence (
	school   text COLLATE "C" NOT NULL,
	campaign text COLLATE "C" NOT NULL,
	hash     text COLLATE "C" NOT NULL,
	doc      json NOT NULL,
	PRIMARY KEY (school, campaign, hash)
);

CREATE TABLE thuky.evidence_data (
	school   text COLLATE "C" NOT NULL,
	campaign text COLLATE "C" NOT NULL,
	hash     text COLLATE "C" NOT NULL,
	data     bytea NOT NULL,
	PRIMARY KEY (school, campaign, hash)
);

CREATE TABLE thuky.evidence_thumb (
	school   text COLLATE "C" NOT NULL,
	campaign text COLLATE "C" NOT NULL,
	hash     text COLLATE "C" NOT NULL,
	data     bytea NOT NULL,
	PRIMARY KEY (school, campaign, hash)
);

-- Rows that come and go all the time are looked after more often than once in a fifth of
-- a table, and leave room for new versions of them in their own page.
ALTER TABLE thuky.schools SET (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
ALTER TABLE thuky.conversations SET (fillfactor = 70);

-- A second wall between schools. Sessions of the program begin with no school ('-'), and each
-- transaction names its own; a statement that forgot to would find nothing. Sessions
-- that never heard of it (an administrator's) are bound by their grants alone.
-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
	FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'thuky' AND tablename NOT LIKE 'goose%' LOOP
		EXECUTE format('ALTER TABLE thuky.%I ENABLE ROW LEVEL SECURITY', t);
		EXECUTE format('ALTER TABLE thuky.%I FORCE ROW LEVEL SECURITY', t);
		EXECUTE format($p$CREATE POLICY one_school ON thuky.%I
			USING ((SELECT coalesce(current_setting('thuky.school', true), '')) IN (school, ''))$p$, t);
	END LOOP;
END
$$;
-- +goose StatementEnd
