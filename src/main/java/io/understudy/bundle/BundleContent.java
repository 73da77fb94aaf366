package io.understudy.bundle;

import io.understudy.bundle.BundleFormat.Checklist;
import io.understudy.bundle.BundleFormat.Consent;
import io.understudy.bundle.BundleFormat.Decided;
import io.understudy.bundle.BundleFormat.Decision;
import io.understudy.bundle.BundleFormat.Entry;
import io.understudy.bundle.BundleFormat.Head;
import io.understudy.bundle.BundleFormat.Index;
import io.understudy.bundle.BundleFormat.Item;
import io.understudy.bundle.BundleFormat.Maker;
import io.understudy.bundle.BundleFormat.Photo;
import io.understudy.bundle.BundleFormat.Piece;
import io.understudy.bundle.BundleFormat.Tick;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class BundleContent {
    @FunctionalInterface
    interface Entries {
        byte[] read(String name) throws IOException;
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Entries entries;
    private final Index index;
    private final Head head;
    private final List<Finding> findings;

    BundleContent(Entries entries, Index index, List<Finding> findings) {
        this.entries = entries;
        this.index = index;
        this.head = index.head();
        this.findings = findings;
    }

    void check() throws IOException {
        Set<String> names = index.entries().stream().map(Entry::name).collect(Collectors.toSet());
        byte[] text = entries.read(BundleFormat.MANIFEST);
        JsonNode manifest = tree(text);
        checkManifest(text, manifest);
        checkSnapshot();
        Decided decided = part(BundleFormat.DECISIONS, Decided.class);
        checkMakers(decided, manifest);
        findings.add(FourEyes.of(makers(decided, manifest), decided).check(head.manifest(), BundleFormat.DECISIONS));
        checkChecklist(part(BundleFormat.CHECKLIST, Checklist.class), manifest, names);
        checkConsent(part(BundleFormat.CONSENT, Consent.class));
    }

    private void checkManifest(byte[] text, JsonNode manifest) {
        if (!Hashes.hex(text).equals(head.manifest())) {
            findings.add(Finding.broken(BundleFormat.MANIFEST, "does not have the hash that the release bundle names"));
        } else if (!head.lora().sha256().equals(manifest.path("file").asString(""))
                || !head.snapshot().equals(manifest.path("snapshot").asString(""))) {
            findings.add(
                    Finding.broken(BundleFormat.MANIFEST, "is about another file or snapshot than the release bundle"));
        } else {
            findings.add(Finding.holds(
                    "manifest",
                    "is the one that was signed, about " + head.lora().fileName()));
        }
    }

    private void checkSnapshot() throws IOException {
        if (head.snapshot().isEmpty()) {
            findings.add(Finding.holds("snapshot", "there is none: the LoRA was trained elsewhere"));
            return;
        }
        findings.add(
                Hashes.hex(entries.read(BundleFormat.SNAPSHOT)).equals(head.snapshot())
                        ? Finding.holds("snapshot", "is the one that the LoRA was trained on")
                        : Finding.broken(BundleFormat.SNAPSHOT, "is not the snapshot that the manifest names"));
    }

    /** The makers are signed together with everything else, so that no one can be left out of the list afterwards. */
    private void checkMakers(Decided decided, JsonNode manifest) {
        if (!manifest.has("makers")) {
            findings.add(
                    index.form().equals(BundleFormat.FORM_WITHOUT_MAKERS)
                            ? Finding.unchecked(
                                    "makers",
                                    "a release bundle of this older form does not sign for them; download a new one where possible")
                            : Finding.broken(BundleFormat.MANIFEST, "does not name who made it"));
        } else if (!accounts(manifest.path("makers"))
                .equals(decided.makers().stream().map(Maker::account).collect(Collectors.toSet()))) {
            findings.add(
                    Finding.broken(BundleFormat.DECISIONS, "names other makers than the manifest that was signed"));
        }
    }

    private static Set<String> makers(Decided decided, JsonNode manifest) {
        Set<String> makers = decided.makers().stream().map(Maker::account).collect(Collectors.toSet());
        decided.decisions().stream()
                .filter(decision -> "SUBMIT".equals(decision.verb()))
                .map(Decision::account)
                .forEach(makers::add);
        for (String part : List.of("makers", "contributors", "launchedBy")) {
            makers.addAll(accounts(manifest.path(part)));
        }
        return makers;
    }

    private static Set<String> accounts(JsonNode node) {
        Set<String> accounts = new HashSet<>();
        if (node.isString()) {
            accounts.add(node.asString());
        }
        if (node.isArray()) {
            node.forEach(account -> accounts.add(account.asString("")));
        }
        return accounts;
    }

    private void checkChecklist(Checklist checklist, JsonNode manifest, Set<String> names) {
        List<String> open = checklist.items().stream()
                .filter(item -> item.tick() == null)
                .map(Item::title)
                .toList();
        if (!open.isEmpty()) {
            findings.add(Finding.broken(BundleFormat.CHECKLIST, "has open items: " + String.join(", ", open)));
            return;
        }
        Set<String> ticked = new HashSet<>();
        Set<String> files = new HashSet<>();
        for (Item item : checklist.items()) {
            Tick tick = Objects.requireNonNull(item.tick());
            ticked.add(item.key());
            tick.evidence().stream().map(Piece::file).filter(Objects::nonNull).forEach(files::add);
        }
        for (String file : files) {
            if (!names.contains(file)) {
                findings.add(Finding.broken(file, "is named as evidence but is not there"));
            }
        }
        Set<String> promised = new HashSet<>();
        Set<String> inManifest = new HashSet<>();
        manifest.path("ticks").forEach(tick -> {
            inManifest.add(tick.path("item").asString(""));
            tick.path("evidence").forEach(piece -> {
                for (String bytes : List.of("picture", "file")) {
                    if (piece.has(bytes)) {
                        promised.add(piece.path(bytes).asString(""));
                    }
                }
            });
        });
        Set<String> given = files.stream().map(BundleFormat::promisedHash).collect(Collectors.toSet());
        if (!ticked.equals(inManifest) || !given.equals(promised)) {
            findings.add(Finding.broken(
                    BundleFormat.CHECKLIST, "names other items or evidence than the manifest that was signed"));
        } else {
            findings.add(Finding.holds(
                    "checklist",
                    "all %d items are ticked, with %d pictures and files of evidence"
                            .formatted(ticked.size(), given.size())));
        }
    }

    private void checkConsent(Consent consent) {
        List<String> withdrawn = consent.photos().stream()
                .filter(photo -> "WITHDRAWN".equals(photo.state()))
                .map(Photo::fileName)
                .toList();
        long missing = consent.photos().stream()
                .filter(photo -> "MISSING".equals(photo.state()))
                .count();
        if (!withdrawn.isEmpty()) {
            findings.add(Finding.broken(
                    BundleFormat.CONSENT, "photos may no longer be used: " + String.join(", ", withdrawn)));
        } else {
            findings.add(Finding.holds(
                    "consent",
                    "no photo is withdrawn; %d of %d have a statement on record"
                            .formatted(
                                    consent.photos().size() - missing,
                                    consent.photos().size())));
        }
    }

    private <T> T part(String name, Class<T> type) throws IOException {
        try {
            return JSON.readValue(entries.read(name), type);
        } catch (JacksonException e) {
            throw new MalformedBundleException(name + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonNode tree(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new MalformedBundleException("manifest.json cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
