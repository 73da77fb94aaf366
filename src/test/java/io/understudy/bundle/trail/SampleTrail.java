package io.understudy.bundle.trail;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.log.Checkpoint;
import io.understudy.bundle.log.NoteSigner;
import io.understudy.bundle.log.Span;
import io.understudy.bundle.log.TreeHash;
import io.understudy.bundle.log.TreePass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** An audit trail of some launches, and what a person can make of it who may write to the database. */
public final class SampleTrail {
    private static final UUID MARA = UUID.fromString("0193e6a0-0000-7000-8000-000000000001");
    private static final UUID INES = UUID.fromString("0193e6a0-0000-7000-8000-000000000002");

    private final NoteSigner log;
    private final List<TrailRow> rows = new ArrayList<>();

    public SampleTrail(int size) {
        this(size, "studio.example/log");
    }

    /** @param log its name; each sample has a key of its own */
    public SampleTrail(int size, String log) {
        this.log = NoteSigner.log(log, BundleKey.newPair());
        for (int number = 1; number <= size; number++) {
            add(number, MARA);
        }
    }

    private void add(long number, UUID actor) {
        TrailRow row = new TrailRow(
                number,
                Instant.parse("2026-11-27T10:00:00.123456Z").plusSeconds(number),
                actor,
                actor.equals(MARA) ? "Mara ✓" : "Ines",
                "run.launched",
                "run",
                String.valueOf(number),
                "#" + number,
                "{}",
                "{\"steps\":\"1000\",\"trigger\":\"ohwx \\\"woman\\\"\"}",
                number % 2 == 0 ? null : "192.0.2.7",
                null,
                rows.isEmpty() ? TrailRow.NO_ROW : rows.getLast().hash(),
                "");
        rows.add(row.withHash(row.contentHash()));
    }

    public String logKey() {
        return log.key().vkey();
    }

    List<TrailRow> rows() {
        return List.copyOf(rows);
    }

    /** The signed state of the trail after so many rows. */
    public String state(int size) {
        List<TreeHash> leaves = rows.stream()
                .limit(size)
                .map(row -> TreeHash.leaf(HexFormat.of().parseHex(row.hash())))
                .toList();
        TreeHash root = TreePass.roots(List.of(Span.firstLeaves(size)), leaves).getFirst();
        return new Checkpoint(log.key().name(), size, root).signed(log).toString();
    }

    /** Another person did it, and the row has the hash that it had. */
    public void alter(int number) {
        TrailRow row = rows.get(number - 1);
        rows.set(
                number - 1,
                new TrailRow(
                        row.sequence(),
                        row.at(),
                        INES,
                        "Ines",
                        row.verb(),
                        row.subjectType(),
                        row.subjectId(),
                        row.subjectName(),
                        row.beforeJson(),
                        row.afterJson(),
                        row.remoteAddress(),
                        row.requestId(),
                        row.previousHash(),
                        row.hash()));
    }

    void remove(int number) {
        rows.remove(number - 1);
    }

    public void removeBehind(int size) {
        rows.subList(size, rows.size()).clear();
    }

    /** From this row on another person did everything, and all rows fit together. */
    public void chainAgainFrom(int number) {
        int size = rows.size();
        removeBehind(number - 1);
        for (int again = number; again <= size; again++) {
            add(again, INES);
        }
    }

    /** As the product exports it. */
    public Path file(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("understudy-audit.jsonl"),
                rows.stream().map(row -> row.line() + "\n").collect(Collectors.joining()));
    }

    Path fileWith(Path folder, UnaryOperator<String> change) throws IOException {
        Path file = file(folder);
        return Files.writeString(file, change.apply(Files.readString(file)));
    }
}
