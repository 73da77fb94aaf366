package io.understudy.versions.ui;

import io.understudy.storage.BlobHash;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Uploaded evidence as text that the browser keeps, a line for each: its hash and its words. */
final class KeptUploads {
    private KeptUploads() {}

    static String text(Stream<Evidence> uploaded) {
        return uploaded.flatMap(piece -> piece.bytesIfAny().map(hash -> hash.hex() + " " + piece.words()).stream())
                .collect(Collectors.joining("\n"));
    }

    /** What comes from a browser is not believed: ask for those that its account sent. */
    static List<Evidence> read(String text, BiFunction<BlobHash, String, Evidence> of) {
        return text.lines()
                .flatMap(line -> read(line.split(" ", 2), of).stream())
                .toList();
    }

    private static Optional<Evidence> read(String[] hashAndWords, BiFunction<BlobHash, String, Evidence> of) {
        return hashAndWords.length < 2
                ? Optional.empty()
                : BlobHash.parse(hashAndWords[0])
                        .map(hash -> of.apply(hash, EvidenceFileService.nameOf(hashAndWords[1])));
    }
}
