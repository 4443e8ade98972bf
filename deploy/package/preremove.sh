#!/bin/sh
# Before the files go, unless a newer version takes their place.
set -e

if [ "$1" = remove ] || [ "$1" = 0 ]; then
	if [ -d /run/systemd/system ]; then
		systemctl disable --now thuky.service || true
	fi
fi
