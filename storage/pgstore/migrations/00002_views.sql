-- +goose Up

-- What people may ask in SQL; docs/postgres.md describes every column. Names are Vietnamese
-- without marks, so that they can be typed anywhere. Columns are only ever added, at the end.

CREATE SCHEMA so_lieu;

-- A JSON record may hold the letter U+0000, which jsonb does not take: it becomes U+FFFD.
-- +goose StatementBegin
CREATE FUNCTION thuky.readable(doc json) RETURNS jsonb
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	AS $$ SELECT replace(doc::text, '\u0000', '\ufffd')::jsonb $$;
-- +goose StatementEnd

-- A time, null where there is none (the year 1).
-- +goose StatementBegin
CREATE FUNCTION thuky.moment(t text) RETURNS timestamptz
	LANGUAGE sql STABLE PARALLEL SAFE
	AS $$ SELECT CASE WHEN t > '0002' THEN t::timestamptz END $$;
-- +goose StatementEnd

CREATE VIEW so_lieu.nguoi AS
SELECT school AS truong, id AS ma, d->>'name' AS ho_ten,
	CASE d->>'role' WHEN 'admin' THEN 'quản trị' WHEN 'approver' THEN 'người duyệt' WHEN 'staff' THEN 'nhân viên' ELSE d->>'role' END AS vai_tro,
	d->>'unit' AS to_bo_phan, thuky.moment(d->>'joined') AS vao_luc
FROM thuky.people, LATERAL (SELECT thuky.readable(doc) AS d OFFSET 0) AS r;

CREATE VIEW so_lieu.dot_bao_cao AS
SELECT school AS truong, id AS ma, d->>'template' AS mau, d->>'title' AS ten, d->>'period' AS ky,
	CASE d->>'status' WHEN 'open' THEN 'đang mở' WHEN 'closed' THEN 'đã đóng' ELSE d->>'status' END AS trang_thai,
	nullif(d->>'deadline', '')::date AS han_nop, d->>'deadline_hour' AS gio_han_nop, nullif(d->>'internal', '')::date AS han_noi_bo,
	nullif(d->>'cut_off', '')::date AS chot_so_lieu,
	d#>>'{notice,number}' AS cong_van_so, nullif(d#>>'{notice,issued}', '')::date AS cong_van_ngay, d#>>'{notice,issuer}' AS co_quan,
	d#>>'{notice,subject}' AS trich_yeu, thuky.moment(d->>'opened') AS mo_luc, thuky.moment(d->>'closed_at') AS dong_luc
FROM thuky.campaigns, LATERAL (SELECT thuky.readable(doc) AS d OFFSET 0) AS r;

CREATE VIEW so_lieu.cau_tra_loi AS
SELECT school AS truong, campaign AS dot, question AS cau, person AS nguoi,
	coalesce(d#>>'{value,text}', d#>>'{value,number}', d#>>'{value,date}', (d#>'{value,list}')::text, (d#>'{value,table}')::text,
		CASE d#>>'{value,yes}' WHEN 'true' THEN 'có' WHEN 'false' THEN 'không' END) AS noi_dung,
	(d#>>'{value,number}')::numeric AS so, nullif(d#>>'{value,date}', '')::date AS ngay, d#>'{value,table}' AS bang,
	coalesce((d->>'skipped')::boolean, false) AS bo_qua, d->>'reason' AS ly_do_bo_qua,
	coalesce((d->>'carried')::boolean, false) AS giu_nguyen_ky_truoc,
	d->>'author' AS nguoi_ghi, d->>'channel' AS kenh, thuky.moment(d->>'at') AS luc, (d->>'revision')::integer AS lan_ghi
FROM thuky.answers, LATERAL (SELECT thuky.readable(doc) AS d OFFSET 0) AS r;

CREATE VIEW so_lieu.tien_do AS
SELECT school AS truong, campaign AS dot, person AS nguoi, thuky.moment(d->>'started') AS bat_dau, thuky.moment(d->>'submitted') AS da_gui,
	coalesce(jsonb_array_length(nullif(d->'returns', 'null')), 0) AS so_cau_bi_tra_lai
FROM thuky.participations, LATERAL (SELECT thuky.readable(doc) AS d OFFSET 0) AS r;

CREATE VIEW so_lieu.ban_da_duyet AS
SELECT v.school AS truong, v.campaign AS dot, v.number AS lan, d->>'by' AS nguoi_duyet, d->>'name' AS ho_ten_nguoi_duyet,
	thuky.moment(d->>'at') AS luc, d->>'file' AS ten_tep, d->>'sha256' AS sha256, f.data AS tep
FROM thuky.versions v JOIN thuky.version_data f USING (school, campaign, number), LATERAL (SELECT thuky.readable(doc) AS d OFFSET 0) AS r;

CREATE VIEW so_lieu.nhat_ky AS
SELECT school AS truong, nullif(campaign, '') AS dot, seq AS thu_tu, thuky.moment(d->>'at') AS luc, d->>'person' AS nguoi, d->>'action' AS viec,
	d->>'question' AS cau, d->>'whose' AS cua_ai, d->>'channel' AS kenh, d->'old' AS cu, d->'new' AS moi, d->>'note' AS ghi_chu
FROM thuky.audit, LATERAL (SELECT thuky.readable(doc) AS d OFFSET 0) AS r;

CREATE VIEW so_lieu.nhac_viec AS
SELECT school AS truong, campaign AS dot, person AS nguoi, kind AS loai, thuky.moment(d->>'at') AS den_luc, thuky.moment(d->>'done') AS xong_luc, d->>'outcome' AS ket_qua
FROM thuky.reminders, LATERAL (SELECT thuky.readable(doc) AS d OFFSET 0) AS r;

CREATE VIEW so_lieu.ngay_nghi_da_sua AS
SELECT school AS truong, date::date AS ngay, d->>'kind' AS loai, d->>'name' AS ten, d->>'note' AS ghi_chu, d->>'by' AS nguoi_sua, thuky.moment(d->>'at') AS luc
FROM thuky.days, LATERAL (SELECT thuky.readable(doc) AS d OFFSET 0) AS r;

-- Whether messages get out: no text and no address, for who looks after the machine.
CREATE VIEW so_lieu.tin_cho_gui AS
SELECT school AS truong, seq AS thu_tu, split_part(d->>'to', ':', 1) AS nen_tang, gui_duoc, thuky.moment(d->>'created') AS tao_luc,
	thuky.moment(d->>'not_before') AS khong_som_hon, coalesce((d->>'attempts')::integer, 0) AS so_lan_thu, d->>'last_error' AS loi
FROM (SELECT school, seq, doc, true AS gui_duoc FROM thuky.outbox UNION ALL SELECT school, seq, doc, false FROM thuky.dead) AS m,
	LATERAL (SELECT thuky.readable(doc) AS d OFFSET 0) AS r;
