#!/bin/sh
# Installs edgeactors from its unpacked zip on a system with systemd, without dpkg. Running it again upgrades; configuration and data stay.
set -eu
umask 022

usage() {
  cat <<'USAGE'
usage: ./install.sh [--prefix FOLDER] [--root FOLDER] [--no-start]
       ./install.sh --uninstall [--purge] [--prefix FOLDER] [--root FOLDER]

  --prefix FOLDER  where the program goes. Default: /opt/edgeactors
  --root FOLDER    the system to install into, for images. Default: /
  --no-start       neither enable nor start the service
  --uninstall      remove program, unit and link; keep configuration, data, user and group
  --purge          with --uninstall: remove those too. Captured data are gone then
USAGE
}

fail() {
  echo "install.sh: $1" >&2
  exit 1
}

prefix=/opt/edgeactors
root=
start=1
uninstall=
purge=
while [ $# -gt 0 ]; do
  case "$1" in
    --prefix | --root) [ $# -gt 1 ] || fail "$1 needs a folder" ;;
  esac
  case "$1" in
    --prefix) prefix=$2; shift ;;
    --root) root=${2%/}; shift ;;
    --no-start) start= ;;
    --uninstall) uninstall=1 ;;
    --purge) purge=1 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; fail "there is no option '$1'" ;;
  esac
  shift
done
case "$prefix" in
  /*[!A-Za-z0-9/._-]*) fail "--prefix is '$prefix'; use letters, digits, '.', '_', '-' and '/' only" ;;
  / | /usr | /usr/ | /etc | /var | /opt | /home) fail "--prefix is '$prefix', which holds more than edgeactors; name a folder of its own" ;;
  /*) ;;
  *) fail "--prefix is '$prefix'; give a full path" ;;
esac
[ -z "$purge" ] || [ -n "$uninstall" ] || fail "--purge removes captured data; it goes with --uninstall only"
[ -z "$root" ] || [ -d "$root" ] || fail "--root is '$root', and there is no such folder"
[ "$(id -u)" = 0 ] || fail "users and units take root; run it with sudo"

here=$(cd "$(dirname "$0")" && pwd)
program=$root$prefix
unit=$root/etc/systemd/system/edgeactors.service
link=$root/usr/local/bin/edgeactors
data=$root/var/lib/edgeactors
config=$root/etc/edgeactors

# Only the running system's own service is started and stopped; an image has none.
systemd() {
  if [ -z "$root" ] && [ -d /run/systemd/system ]; then
    systemctl "$@"
  fi
}

# Works on the files of another system without entering it, so that its platform may be another one.
account() {
  tool=$1
  shift
  if [ -n "$root" ]; then
    "$tool" --prefix "$root" "$@"
  else
    "$tool" "$@"
  fi
}

listed() {
  grep -q "^edgeactors:" "$root/etc/$1" 2>/dev/null
}

if [ -n "$uninstall" ]; then
  systemd disable --now edgeactors.service 2>/dev/null || true
  rm -f "$unit" "$root/etc/systemd/system/multi-user.target.wants/edgeactors.service"
  if [ -L "$link" ] && [ "$(readlink "$link")" = "$prefix/edgeactors" ]; then
    rm -f "$link"
  fi
  for part in edgeactors libonnxruntime.so.1 libe_sqlite3.so NOTICE.txt sbom.cdx.json install.sh; do
    rm -f "$program/$part"
  done
  rmdir "$program" 2>/dev/null || true
  systemd daemon-reload
  if [ -n "$purge" ]; then
    rm -rf "$data" "$config" "$root/run/edgeactors"
    if listed passwd; then account userdel edgeactors; fi
    if listed group; then account groupdel edgeactors; fi
    echo "edgeactors is removed, with its configuration and data."
  else
    echo "edgeactors is removed. $config and $data are still there; --uninstall --purge removes them."
  fi
  exit 0
fi

for part in edgeactors libonnxruntime.so.1 libe_sqlite3.so edgeactors.service config.json NOTICE.txt sbom.cdx.json; do
  [ -f "$here/$part" ] || fail "there is no '$here/$part'; run install.sh from the unpacked zip"
done
"$here/edgeactors" --version >/dev/null 2>&1 || [ -n "$root" ] \
  || fail "'$here/edgeactors' does not run here; take the zip of this machine's platform ($(uname -m)), and install libstdc++"

listed group || account groupadd --system edgeactors
listed passwd \
  || account useradd --system --gid edgeactors --home-dir /var/lib/edgeactors --no-create-home --shell /usr/sbin/nologin edgeactors
id=$(grep '^edgeactors:' "$root/etc/passwd" | cut -d: -f3)
group=$(grep '^edgeactors:' "$root/etc/group" | cut -d: -f3)

mkdir -p "$program" "$(dirname "$unit")" "$(dirname "$link")" "$config"
[ -d "$data" ] || install -d -o "$id" -g "$group" -m 0700 "$data"
# Beside and then renamed: a program that runs keeps its own file, and a crash leaves the old or the new one.
place() {
  cp "$here/$1" "$2.new"
  chmod "$3" "$2.new"
  mv -f "$2.new" "$2"
}
if [ "$here" != "$program" ]; then
  place edgeactors "$program/edgeactors" 755
  place install.sh "$program/install.sh" 755
  for part in libonnxruntime.so.1 libe_sqlite3.so NOTICE.txt sbom.cdx.json; do
    place "$part" "$program/$part" 644
  done
fi
[ -e "$config/config.json" ] || place config.json "$config/config.json" 644
sed "s|/usr/lib/edgeactors/edgeactors|$prefix/edgeactors|" "$here/edgeactors.service" >"$unit.new"
mv -f "$unit.new" "$unit"
if [ ! -e "$link" ] || [ -L "$link" ]; then
  ln -sfn "$prefix/edgeactors" "$link"
fi

systemd daemon-reload
if [ -n "$start" ]; then
  systemd enable edgeactors.service
  systemd restart edgeactors.service
fi
echo "edgeactors is in $prefix, its configuration in /etc/edgeactors/config.json. Clients need the group edgeactors: usermod -aG edgeactors USER"
