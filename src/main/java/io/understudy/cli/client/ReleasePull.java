package io.understudy.cli.client;

import io.understudy.bundle.BundleFormat.Head;
import io.understudy.bundle.BundleVerifier;
import io.understudy.bundle.Hashes;
import io.understudy.bundle.MalformedBundleException;
import io.understudy.bundle.Trust;
import io.understudy.bundle.VerifiedBundle;
import io.understudy.lora.BaseModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Brings a folder to what of a character is in production, once. The server decides what is fetched and what is removed;
 * what appears in the folder is decided by the signed release bundle alone.
 */
public final class ReleasePull {
    private static final long LARGEST_BUNDLE = 2_000_000_000;

    private static final int NOT_FOUND = 404;

    /** Of a server that withholds a file, withdrew it, or no longer has it. */
    private static final Set<Integer> WITHHELD = Set.of(NOT_FOUND, 409, 410);

    private final ApiClient api;
    private final LorasFolder folder;
    private final String character;
    private final Trust trust;
    private final LongConsumer progress;
    private final Outcome outcome = new Outcome();

    /** Names of files, and reasons for what was not done. */
    public static final class Outcome {
        private final List<String> written = new ArrayList<>();
        private final List<String> current = new ArrayList<>();
        private final List<String> removed = new ArrayList<>();
        private final List<String> left = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();

        public List<String> written() {
            return List.copyOf(written);
        }

        public List<String> current() {
            return List.copyOf(current);
        }

        public List<String> removed() {
            return List.copyOf(removed);
        }

        /** Files that a person changed or put there. */
        public List<String> left() {
            return List.copyOf(left);
        }

        public List<String> refused() {
            return List.copyOf(refused);
        }
    }

    /**
     * @param trust the key that must have signed
     * @param progress is called with the bytes of a LoRA that are there
     */
    public ReleasePull(ApiClient api, LorasFolder folder, String character, Trust trust, LongConsumer progress) {
        this.api = api;
        this.folder = folder;
        this.character = character;
        this.trust = trust;
        this.progress = progress;
    }

    /** @param model id of the only model that is asked about; empty for all */
    public Outcome run(String model) throws IOException, InterruptedException {
        // First: what was withdrawn is removed even where it is not known what replaces it.
        removeWithdrawn();
        List<JsonNode> production = production(model);
        if (production.isEmpty()) {
            outcome.refused.add(
                    "Nothing of %s is in production%s.".formatted(character, model.isEmpty() ? "" : " for " + model));
        }
        for (JsonNode item : production) {
            update(item, true);
        }
        return outcome;
    }

    private List<JsonNode> production(String model) throws InterruptedException {
        List<JsonNode> production = new ArrayList<>();
        api.get("characters/" + ApiClient.part(character) + "/production")
                .path("items")
                .forEach(production::add);
        production.removeIf(
                item -> !model.isEmpty() && !model.equals(item.path("baseModel").asString("")));
        return production;
    }

    private void removeWithdrawn() throws IOException, InterruptedException {
        for (PulledRelease release : folder.of(character)) {
            if (!release.files().isEmpty() && isWithdrawn(release)) {
                List<String> changed = folder.remove(release);
                outcome.left.addAll(changed);
                release.files().keySet().stream()
                        .filter(name -> !changed.contains(name))
                        .forEach(outcome.removed::add);
            }
        }
    }

    private boolean isWithdrawn(PulledRelease release) throws InterruptedException {
        try {
            JsonNode version = api.get("versions/" + ApiClient.part(release.version()));
            String state = version.path("state").asString("");
            if (state.isEmpty()) {
                throw new ApiException(0, "The server does not say what became of %s.".formatted(release.lora()));
            }
            return version.path("recalled").asBoolean(false) || state.equals("REVOKED");
        } catch (ApiException unknown) {
            if (unknown.status() != NOT_FOUND) {
                throw unknown;
            }
            outcome.refused.add("%s stays, but the server does not know it: %s"
                    .formatted(release.lora(), String.valueOf(unknown.getMessage())));
            return false;
        }
    }

    /** @param again whether what came into its place meanwhile is fetched instead */
    private void update(JsonNode item, boolean again) throws IOException, InterruptedException {
        String version = item.path("id").asString("");
        String name = item.path("fileName").asString("");
        if (item.path("recalled").asBoolean(false)) {
            outcome.refused.add(name + " is in production, but recalled.");
            return;
        }
        Optional<PulledRelease> known = folder.of(character, version);
        if (known.isPresent() && folder.isOurs(known.get(), known.get().lora())) {
            outcome.current.add(known.get().lora());
        } else if (known.isPresent() && folder.isThere(known.get().lora())) {
            outcome.left.add(known.get().lora());
        } else {
            String model = item.path("baseModel").asString("");
            if (!fetched(version, model, name)) {
                Optional<JsonNode> newer = again ? newer(version, model) : Optional.empty();
                if (newer.isPresent()) {
                    update(newer.get(), false);
                } else {
                    refuse(name, "the file that arrived is not the one that was signed");
                }
            }
        }
    }

    /** Of a model, when another version was approved between its release bundle and its file. */
    private Optional<JsonNode> newer(String version, String model) throws InterruptedException {
        return production(model).stream()
                .filter(item -> !version.equals(item.path("id").asString("")))
                .findFirst();
    }

    /** @return false when the file is not the one of the release bundle, which the server may have good reasons for */
    private boolean fetched(String version, String model, String name) throws IOException, InterruptedException {
        Path bundle = folder.part();
        Path lora = folder.part();
        try {
            api.download("versions/" + ApiClient.part(version) + "/bundle", bundle, LARGEST_BUNDLE, bytes -> {});
            VerifiedBundle proof = BundleVerifier.require(bundle, trust);
            Instant provedAt = checked(proof.head(), version, model);
            api.download(
                    "characters/%s/production/%s/file".formatted(ApiClient.part(character), ApiClient.part(model)),
                    lora,
                    proof.head().lora().size(),
                    progress);
            if (!Hashes.ofFile(lora).equals(proof.head().lora().sha256())) {
                return false;
            }
            write(proof, new Release(version, model, provedAt), lora);
        } catch (MalformedBundleException unproved) {
            refuse(name, String.valueOf(unproved.getMessage()));
        } catch (ApiException declined) {
            if (!WITHHELD.contains(declined.status())) {
                throw declined;
            }
            outcome.refused.add(String.valueOf(declined.getMessage()));
        } finally {
            Files.deleteIfExists(bundle);
            Files.deleteIfExists(lora);
        }
        return true;
    }

    private void refuse(String name, String why) {
        outcome.refused.add("%s is refused: %s".formatted(name, why));
    }

    private record Release(String version, String model, Instant provedAt) {}

    /**
     * That a true release bundle is the one that was asked for.
     *
     * @return when it was written
     */
    private Instant checked(Head head, String version, String model) {
        Pattern name = Pattern.compile(Pattern.quote(character) + "_v\\d+_[\\w-]+\\.safetensors");
        require(name.matcher(head.lora().fileName()).matches(), "the release bundle is about another character");
        require(head.versionId().equals(version), "the release bundle is about another version");
        require("approved".equals(head.state()), "it is not approved");
        require(
                BaseModel.withId(model)
                        .filter(base -> base.label().equals(head.baseModel()))
                        .isPresent(),
                "the release bundle is about another model");
        Instant provedAt = instant(head.writtenAt());
        Optional<Instant> before = folder.of(character).stream()
                .filter(release -> release.model().equals(model))
                .map(PulledRelease::provedAt)
                .max(Comparator.naturalOrder());
        require(
                before.isEmpty() || !provedAt.isBefore(before.get()),
                "the release bundle is older than the one before, so it may have been withdrawn since");
        return provedAt;
    }

    private static Instant instant(String written) {
        try {
            return Instant.parse(written);
        } catch (DateTimeException none) {
            throw new MalformedBundleException("the release bundle does not say when it was written", none);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new MalformedBundleException(otherwise);
        }
    }

    private void write(VerifiedBundle proof, Release release, Path lora) throws IOException {
        String name = proof.head().lora().fileName();
        String stem = name.replaceFirst("\\.safetensors$", "");
        Map<String, Path> parts = new LinkedHashMap<>();
        try {
            text(proof.modelCard(), stem + ".md", parts);
            text(proof.sidecar(), stem + ".json", parts);
            parts.put(name, lora);
            Map<String, String> hashes = new LinkedHashMap<>();
            for (Map.Entry<String, Path> part : parts.entrySet()) {
                hashes.put(part.getKey(), Hashes.ofFile(part.getValue()));
            }
            List<String> kept = folder.write(
                    new PulledRelease(character, release.model(), release.version(), name, release.provedAt(), hashes),
                    parts);
            outcome.left.addAll(kept);
            if (!kept.contains(name)) {
                outcome.written.add(name);
            }
        } finally {
            for (Path part : parts.values()) {
                Files.deleteIfExists(part);
            }
        }
    }

    private void text(String text, String name, Map<String, Path> parts) throws IOException {
        if (!text.isEmpty()) {
            Path part = folder.part();
            parts.put(name, part);
            Files.write(part, text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
