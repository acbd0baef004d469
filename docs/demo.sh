# What `make demo` shows, on the sample directives. Everything it writes is in demo/.
set -eu
export PYTHONUTF8=1
mkdir -p demo
rm -f demo/library.sqlite*
export CHITHI_LIBRARY=demo/library.sqlite

# Prints a command as it can be typed again, and runs it.
say() {
  printf '\n$'
  for word in "$@"; do
    case $word in *' '*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
  done
  printf '\n'
  "$@"
}

# Status 1 means that some files were set aside and named: the sample has a
# document marked MẬT and, where no OCR is installed, a scan.
say chithi ingest corpora/sample/files || [ $? -eq 1 ]
say chithi search "kỷ luật hành chính" -n 3
say chithi search "ky luat hanh chinh" -n 3
say chithi search 08-CT/TU -n 2
say chithi refs 08-CT/TU
say chithi status 76-QĐ/TW
say chithi graph 05-CT/TW -o demo/map.svg
say chithi digest --document 08-CT/TU --unit "Chi bộ Sở Ngoại vụ" -o demo/pack.md
say chithi digest --month 2016-03 --unit "Chi bộ Sở Ngoại vụ" -o demo/pack.html
printf '\nThe library is demo/library.sqlite, the citation map demo/map.svg, the study packs demo/pack.md and demo/pack.html:\n\n'
sed -n '1,16p' demo/pack.md
