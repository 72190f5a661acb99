#!/bin/sh
# Checks this bundle with sha256sum, jq and openssl alone. Exit status 0: everything fits; 1: it says what does not.
set -eu
cd "$(dirname "$0")"
bad=0
fail() { echo "WRONG: $*"; bad=1; }
digest() { openssl dgst -sha256 -r "$1" | cut -d' ' -f1; }

# 1. Every entry is where the chain has it, and says of itself what its file is called.
for entry in entries/*.json; do
  seq=$(jq -r '.seq | numbers' "$entry" 2>/dev/null) || seq=""
  [ -n "$seq" ] || { fail "$entry is not an entry of a journal"; continue; }
  [ "entries/$(printf '%012d' "$seq").json" = "$entry" ] || fail "$entry says that it is entry $seq"
  listed=$(sed -n "s/^$seq //p" chain.txt)
  [ "$(digest "$entry")" = "$listed" ] || fail "$entry is not what the chain has as entry $seq"
done

# 2. The chain leads from its beginning to its head, through every anchor.
anchored="|$(cut -d' ' -f1 anchors.txt | tr '\n' '|')"
head=""
last=0
while read -r seq value; do
  case "$seq" in
    head) [ "$value" = "$head" ] || fail "the chain does not lead to its head" ;;
    *) if [ -z "$head" ]; then head=$value
       else head=$(printf '%s\n%s\n' "$head" "$value" | sha256sum); head=${head%% *}; fi
       last=$seq
       case "$anchored" in *"|$seq|"*)
         anchor=$(sed -n "s/^$seq \([0-9a-f]*\) .*/\1/p" anchors.txt | head -n 1)
         [ "$anchor" = "$head" ] || fail "the chain does not pass the anchor at entry $seq" ;;
       esac ;;
  esac
done < chain.txt
grep -q '^head ' chain.txt || fail "the chain has no head"
while read -r seq rest; do
  [ "$seq" -le "$last" ] || fail "the chain ends at entry $last, before the anchor at entry $seq"
done < anchors.txt

# 3. Evidence and policies are the bytes that the entries name.
for blob in evidence/* policy/*; do
  [ -e "$blob" ] || continue
  [ "$(digest "$blob")" = "$(basename "$blob")" ] || fail "$blob is not the file that was named by this hash"
done
for name in $(jq -r '.. | objects | (.sha256?, .policyHash?) | select(. != null)' entries/*.json 2>/dev/null | sort -u); do
  [ -e "evidence/$name" ] || [ -e "policy/$name" ] || grep -q "^$name " missing.txt || fail "$name is named but not here"
done

[ "$bad" = 0 ] && echo "all of it fits: $(ls entries | wc -l) entries, $(ls evidence policy | grep -c '^[0-9a-f]\{64\}$') files, head $head"
exit "$bad"
