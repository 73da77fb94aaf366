package io.understudy.bundle;

import io.understudy.bundle.BundleFormat.Checklist;
import io.understudy.bundle.BundleFormat.Consent;
import io.understudy.bundle.BundleFormat.Decided;
import io.understudy.bundle.BundleFormat.Decision;
import io.understudy.bundle.BundleFormat.Head;
import io.understudy.bundle.BundleFormat.Item;
import io.understudy.bundle.BundleFormat.Lora;
import io.understudy.bundle.BundleFormat.Maker;
import io.understudy.bundle.BundleFormat.Photo;
import io.understudy.bundle.BundleFormat.Piece;
import io.understudy.bundle.BundleFormat.Tick;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sound release bundle of a release by Jon and Ines of what Mara made; tests bend one part of it. */
final class SampleBundle {
    static final KeyPair KEYS = BundleKey.newPair();
    static final BundleKey KEY = BundleKey.of(KEYS.getPublic());
    static final byte[] LORA = "the weights".getBytes(StandardCharsets.UTF_8);
    static final byte[] PICTURE = "a face".getBytes(StandardCharsets.UTF_8);
    static final String SNAPSHOT = "{\"entries\":[]}";

    List<Maker> makers = List.of(new Maker("mara", "Mara", "launched run #41", null, null));
    List<Decision> decisions = new ArrayList<>(List.of(
            decision("SUBMIT", "mara", "Mara"),
            decision("SIGN_OFF", "jon", "Jon"),
            decision("APPROVE", "ines", "Ines")));

    @Nullable
    Tick tick = new Tick(
            "Jon",
            "2026-03-02T12:00:00Z",
            "Looked at it.",
            List.of(
                    new Piece("SAMPLE", "step 1000", picture()),
                    new Piece("FACT", "Holds in all twelve pictures.", null)));

    String version = "0000";
    String stem = "ava-lindqvist_v1_1000steps";
    byte[] lora = LORA;
    String photoState = "GIVEN";
    String snapshot = SNAPSHOT;
    String manifest = manifest();
    KeyPair signedWith = KEYS;

    static String picture() {
        return BundleFormat.evidence(Hashes.hex(PICTURE), "image/png");
    }

    static String manifest() {
        return manifest("\"launchedBy\":\"mara\",\"makers\":[\"mara\"],\"contributors\":[\"mara\"],");
    }

    /** @param makers as fields of JSON, each with a comma behind it */
    static String manifest(String makers) {
        return """
                {"file":"%s","snapshot":"%s",%s"ticks":[{"item":"face","evidence":[{"picture":"%s"},{"words":"Holds."}]}]}\
                """.formatted(Hashes.hex(LORA), hash(SNAPSHOT), makers, Hashes.hex(PICTURE));
    }

    static Decision decision(String verb, String account, String name) {
        return decision(verb, account, name, hash(manifest()));
    }

    static Decision decision(String verb, String account, String name, String manifest) {
        return new Decision(verb, account, name, "2026-03-02T12:00:00Z", manifest, false, null, null, null, null);
    }

    static String hash(String text) {
        return Hashes.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    SampleBundle signedOver(String makers) {
        return signed(manifest(makers));
    }

    /** The next version, of another file. */
    SampleBundle next(byte[] file) {
        version = "0001";
        stem = "ava-lindqvist_v2_1000steps";
        lora = file;
        return signed(manifest.replace(Hashes.hex(LORA), Hashes.hex(file)));
    }

    private SampleBundle signed(String bent) {
        manifest = bent;
        decisions.replaceAll(step -> decision(step.verb(), step.account(), step.name(), hash(manifest)));
        return this;
    }

    Path write(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "bundle", ".zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            BundleWriter writer = new BundleWriter(out, signedWith);
            writer.text(BundleFormat.MANIFEST, manifest);
            writer.json(BundleFormat.DECISIONS, new Decided(makers, decisions));
            writer.json(
                    BundleFormat.CHECKLIST, new Checklist(1, List.of(new Item("face", "Face is consistent", tick))));
            writer.json(
                    BundleFormat.CONSENT,
                    new Consent(
                            "synthetic",
                            List.of(new Photo(
                                    "7".repeat(64),
                                    "ava-01.png",
                                    photoState,
                                    "OWN_WORK",
                                    "",
                                    "",
                                    "Mara",
                                    null,
                                    null))));
            writer.text(BundleFormat.SNAPSHOT, snapshot);
            writer.text(BundleFormat.COMMENTS, "[]");
            writer.text(BundleFormat.LINEAGE, "{}");
            writer.text(BundleFormat.PAGE, "<!doctype html>");
            writer.text(BundleFormat.MODEL_CARD, "# Ava Lindqvist");
            writer.text(BundleFormat.SIDECAR, "{\"activation text\":\"ohwx woman\"}");
            writer.stream(picture(), new ByteArrayInputStream(PICTURE));
            writer.finish(new Head(
                    version,
                    stem,
                    "Ava Lindqvist",
                    "FLUX.1 dev",
                    "approved",
                    new Lora(stem + ".safetensors", Hashes.hex(lora), lora.length),
                    hash(manifest),
                    hash(SNAPSHOT),
                    "2026-03-03T09:00:00Z",
                    "Ines"));
        }
        return file;
    }
}
