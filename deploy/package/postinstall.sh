#!/bin/sh
# After the files are in place: the user, the folders, who may read what.
set -e

if ! getent passwd thuky >/dev/null; then
	nologin=/usr/sbin/nologin
	[ -x "$nologin" ] || nologin=/sbin/nologin
	useradd --system --user-group --home-dir /var/lib/thuky --no-create-home --shell "$nologin" thuky
fi
install -d -m 0750 -o thuky -g thuky /var/lib/thuky
install -d -m 0750 -o root -g thuky /etc/thuky
# The configuration may hold tokens.
chown root:thuky /etc/thuky/config.toml
chmod 0640 /etc/thuky/config.toml

if [ -d /run/systemd/system ]; then
	systemctl daemon-reload
	systemctl try-restart thuky.service
fi
# Of a first installation, not of an upgrade ("configure" with a version, or 2 of rpm).
if { [ "$1" = configure ] && [ -z "$2" ]; } || [ "$1" = 1 ]; then
	cat <<'TEXT'
Đã cài thuky. Các bước tiếp theo:
  1. Sửa /etc/thuky/config.toml: tên trường, nơi nhận, mã bot.
  2. sudo -u thuky thuky doctor        (kiểm tra, còn thiếu gì sẽ nói rõ)
  3. sudo systemctl enable --now thuky (chạy ngay và mỗi khi máy khởi động)
  4. sudo journalctl -u thuky          (xem liên kết của người phụ trách đầu tiên)
Hướng dẫn từng bước: /usr/share/doc/thuky/cai-dat.md
TEXT
fi
