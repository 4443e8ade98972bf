#!/bin/sh
# Reports of a school are never deleted along with the program, not even by a purge.
set -e

if [ -d /run/systemd/system ]; then
	systemctl daemon-reload || true
fi
if [ "$1" = purge ] && [ -d /var/lib/thuky ]; then
	echo "Dữ liệu của trường vẫn ở /var/lib/thuky. Khi chắc chắn không cần nữa, hãy tự xóa thư mục này."
fi
