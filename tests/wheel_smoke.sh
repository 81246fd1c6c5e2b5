#!/bin/sh
# Install the project as a user would (no editable install) and run it from another folder.
# Usage: tests/wheel_smoke.sh [python]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# What an earlier build left would go into this one.
rm -rf "$root/build"
"${1:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint "$root/constraints.txt" torch
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint "$root/constraints.txt" "$root"
cd "$work"
"$work/venv/bin/tieup" --help
XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache" "$work/venv/bin/tieup" ask "Who has Geely teamed up with?"
# Nothing but the package itself may land beside the libraries.
for name in corpus index rag ui evals tests; do
  if [ -e "$work"/venv/lib/python3*/site-packages/$name ]; then
    echo "wheel_smoke: site-packages holds a stray folder '$name'" >&2
    exit 1
  fi
done
