#!/usr/bin/env bash
# The steps of the action in `action.yml`: install a release, build a site, put it online.
set -euo pipefail

fail() {
    echo "::error::$1" >&2
    exit 1
}

install() {
    local version=${BEDSIDE_VERSION#v} system archive folder
    case $version in
        [0-9]*.[0-9]*.[0-9]*) ;;
        *) fail "'$version' is not a release: write 'uses: ..@v0.1.0', or give 'version'" ;;
    esac
    case ${RUNNER_OS:-}-${RUNNER_ARCH:-} in
        Linux-X64) system=linux-x86_64 ;;
        Linux-ARM64) system=linux-arm64 ;;
        macOS-ARM64) system=macos-arm64 ;;
        macOS-X64) system=macos-x86_64 ;;
        Windows-X64) system=windows-x86_64 ;;
        *) fail "there is no Bedside for ${RUNNER_OS:-this system} on ${RUNNER_ARCH:-this processor}" ;;
    esac
    if [ "$system" = windows-x86_64 ]; then
        archive=bedside-$version-$system.zip
    else
        archive=bedside-$version-$system.tar.gz
    fi
    folder=$RUNNER_TEMP/bedside
    mkdir -p "$folder"
    cd "$folder"
    for file in "$archive" SHA256SUMS; do
        curl --fail --silent --show-error --location --retry 3 --output "$file" "$BEDSIDE_RELEASES/v$version/$file" ||
            fail "the release $version has no $file at $BEDSIDE_RELEASES"
    done
    grep "  $archive\$" SHA256SUMS > wanted || fail "SHA256SUMS does not name $archive"
    # macOS has shasum, the others sha256sum.
    if command -v sha256sum > /dev/null; then
        sha256sum --check --quiet wanted || fail "$archive is damaged"
    else
        shasum --algorithm 256 --check --quiet wanted || fail "$archive is damaged"
    fi
    case $archive in
        *.zip) unzip -q -o "$archive" ;;
        *) tar -xzf "$archive" ;;
    esac
    echo "$folder/bedside-$version-$system" >> "$GITHUB_PATH"
}

build() {
    local arguments=(build --root "$BEDSIDE_ROOT" --output "$BEDSIDE_OUTPUT")
    if [ -n "${BEDSIDE_BASE_URL:-}" ]; then arguments+=(--base-url "$BEDSIDE_BASE_URL"); fi
    if [ "${BEDSIDE_STRICT:-false}" = true ]; then arguments+=(--strict); fi
    # First for people at the lines of their files, then the build itself.
    bedside check --root "$BEDSIDE_ROOT" --format github || true
    bedside "${arguments[@]}"
    echo "output=$BEDSIDE_OUTPUT" >> "$GITHUB_OUTPUT"
}

deploy() {
    local arguments=(deploy --root "$BEDSIDE_ROOT" --output "$BEDSIDE_OUTPUT")
    if [ "${BEDSIDE_YES:-false}" = true ]; then arguments+=(--yes); fi
    if [ "$BEDSIDE_DEPLOY" != true ]; then arguments+=("$BEDSIDE_DEPLOY"); fi
    bedside "${arguments[@]}"
}

case ${1:-} in
    install | build | deploy) "$1" ;;
    *) fail "usage: action.sh install|build|deploy" ;;
esac
