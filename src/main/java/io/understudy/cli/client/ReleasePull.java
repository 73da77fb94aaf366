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
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Brings a folder to what of a character, or of all, is in production, once. The server decides what is fetched and what
 * is removed; what appears in the folder is decided by the signed release bundle alone.
 */
public final class ReleasePull {
    private static final long LARGEST_BUNDLE = 2_000_000_000;

    /** Versions that are asked about at once. */
    private static final int AT_ONCE = 100;

    /** Of a server that withholds a version, such as one that was superseded. */
    private static final int CONFLICT = 409;

    /** Of a server that withholds a file, withdrew it, or no longer has it. */
    private static final Set<Integer> WITHHELD = Set.of(404, CONFLICT, 410);

    private final ApiClient api;
    private final LorasFolder folder;
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

    /** What the server says is in production. */
    private record Wanted(String character, String version, String model, String name, boolean recalled) {
        static Wanted of(JsonNode item, String character) {
            return new Wanted(
                    character,
                    item.path("id").asString(""),
                    item.path("baseModel").asString(""),
                    item.path("fileName").asString(""),
                    item.path("recalled").asBoolean(false));
        }
    }

    /**
     * @param trust the key that must have signed
     * @param progress is called with the bytes of a LoRA that are there
     */
    public ReleasePull(ApiClient api, LorasFolder folder, Trust trust, LongConsumer progress) {
        this.api = api;
        this.folder = folder;
        this.trust = trust;
        this.progress = progress;
    }

    /**
     * Of all characters that the token opens.
     *
     * @param model id of the only model that is asked about; empty for all
     */
    public Outcome runAll(String model) throws IOException, InterruptedException {
        removeWithdrawn(folder.all());
        String only = model.isEmpty() ? "" : "&model=" + ApiClient.part(model);
        List<Wanted> production = api.items("production?limit=200" + only).stream()
                .map(item -> Wanted.of(item, item.path("characterSlug").asString("")))
                .toList();
        return update(production, "Nothing is in production" + (model.isEmpty() ? "." : " for " + model + "."));
    }

    /**
     * @param character its name in addresses
     * @param model as for {@link #runAll}
     */
    public Outcome run(String character, String model) throws IOException, InterruptedException {
        removeWithdrawn(folder.of(character));
        return update(
                production(character, model),
                "Nothing of %s is in production%s.".formatted(character, model.isEmpty() ? "" : " for " + model));
    }

    /** @throws ApiException the first that kept one of them from being fetched, after all others */
    private Outcome update(List<Wanted> production, String nothing) throws IOException, InterruptedException {
        if (production.isEmpty()) {
            outcome.refused.add(nothing);
        }
        ApiException first = null;
        for (Wanted wanted : production) {
            if (first != null) {
                // Without a server that answers, each of the others would be waited for.
                api.get("production?limit=1");
            }
            try {
                update(wanted, true);
            } catch (ApiException failed) {
                if (!failed.isPassing()) {
                    throw failed;
                }
                first = first == null ? failed : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return outcome;
    }

    private List<Wanted> production(String character, String model) throws InterruptedException {
        return api.get("characters/" + ApiClient.part(character) + "/production")
                .path("items")
                .valueStream()
                .map(item -> Wanted.of(item, character))
                .filter(wanted -> model.isEmpty() || model.equals(wanted.model()))
                .toList();
    }

    /** Before all else: what was withdrawn is removed even where it is not known what replaces it. */
    private void removeWithdrawn(List<PulledRelease> written) throws IOException, InterruptedException {
        List<PulledRelease> there =
                written.stream().filter(release -> !release.files().isEmpty()).toList();
        for (int first = 0; first < there.size(); first += AT_ONCE) {
            List<PulledRelease> some = there.subList(first, Math.min(there.size(), first + AT_ONCE));
            Map<String, JsonNode> known = states(some);
            for (PulledRelease release : some) {
                if (isWithdrawn(release, known.get(release.version()))) {
                    remove(release);
                }
            }
        }
    }

    /** By the ids of the versions; those that the server does not know are missing. */
    private Map<String, JsonNode> states(List<PulledRelease> releases) throws InterruptedException {
        String ids = releases.stream()
                .map(release -> "version=" + ApiClient.part(release.version()))
                .distinct()
                .collect(Collectors.joining("&"));
        return api.get("versions?" + ids)
                .path("items")
                .valueStream()
                .collect(Collectors.toMap(
                        version -> version.path("id").asString(""), Function.identity(), (one, other) -> one));
    }

    private void remove(PulledRelease release) throws IOException {
        List<String> changed = folder.remove(release);
        outcome.left.addAll(changed);
        release.files().keySet().stream()
                .filter(name -> !changed.contains(name))
                .forEach(outcome.removed::add);
    }

    private boolean isWithdrawn(PulledRelease release, @Nullable JsonNode version) {
        if (version == null) {
            outcome.refused.add("%s stays, but the server does not know it, or does not show it to this token."
                    .formatted(release.lora()));
            return false;
        }
        String state = version.path("state").asString("");
        if (state.isEmpty()) {
            throw new ApiException(0, "The server does not say what became of %s.".formatted(release.lora()));
        }
        return version.path("recalled").asBoolean(false) || state.equals("REVOKED");
    }

    /** @param again whether what came into its place meanwhile is fetched instead */
    private void update(Wanted wanted, boolean again) throws IOException, InterruptedException {
        if (wanted.recalled()) {
            outcome.refused.add(wanted.name() + " is in production, but recalled.");
            return;
        }
        Optional<PulledRelease> known = folder.of(wanted.character(), wanted.version());
        if (known.isPresent() && folder.isInPlace(known.get(), known.get().lora())) {
            outcome.current.add(known.get().lora());
        } else if (known.isPresent() && folder.isThere(known.get().lora())) {
            outcome.left.add(known.get().lora());
        } else {
            String refusal = fetch(wanted);
            Optional<Wanted> newer = refusal != null && again ? newer(wanted) : Optional.empty();
            if (newer.isPresent()) {
                update(newer.get(), false);
            } else if (refusal != null) {
                outcome.refused.add(refusal);
            }
        }
    }

    /** When another version was approved since the list was read. */
    private Optional<Wanted> newer(Wanted wanted) throws InterruptedException {
        return production(wanted.character(), wanted.model()).stream()
                .filter(now -> !now.version().equals(wanted.version()))
                .findFirst();
    }

    /** @return why it is refused, unless another version was approved meanwhile; null when nothing is left to do */
    private @Nullable String fetch(Wanted wanted) throws IOException, InterruptedException {
        Path bundle = folder.part();
        Path lora = folder.part();
        try {
            api.download(
                    "versions/" + ApiClient.part(wanted.version()) + "/bundle", bundle, LARGEST_BUNDLE, bytes -> {});
            VerifiedBundle proof = BundleVerifier.require(bundle, trust);
            Instant provedAt = checked(proof.head(), wanted);
            api.download(
                    "characters/%s/production/%s/file"
                            .formatted(ApiClient.part(wanted.character()), ApiClient.part(wanted.model())),
                    lora,
                    proof.head().lora().size(),
                    progress);
            if (!Hashes.ofFile(lora).equals(proof.head().lora().sha256())) {
                return refusal(wanted, "the file that arrived is not the one that was signed");
            }
            write(proof, wanted, provedAt, lora);
        } catch (MalformedBundleException unproved) {
            outcome.refused.add(refusal(wanted, String.valueOf(unproved.getMessage())));
        } catch (ApiException declined) {
            if (!WITHHELD.contains(declined.status())) {
                throw declined;
            }
            String words = String.valueOf(declined.getMessage());
            if (declined.status() == CONFLICT) {
                return words;
            }
            outcome.refused.add(words);
        } finally {
            Files.deleteIfExists(bundle);
            Files.deleteIfExists(lora);
        }
        return null;
    }

    private static String refusal(Wanted wanted, String why) {
        return "%s is refused: %s".formatted(wanted.name(), why);
    }

    /**
     * That a true release bundle is the one that was asked for.
     *
     * @return when it was written
     */
    private Instant checked(Head head, Wanted wanted) {
        Pattern name = Pattern.compile(Pattern.quote(wanted.character()) + "_v\\d+_[\\w-]+\\.safetensors");
        require(name.matcher(head.lora().fileName()).matches(), "the release bundle is about another character");
        require(head.versionId().equals(wanted.version()), "the release bundle is about another version");
        require("approved".equals(head.state()), "it is not approved");
        require(
                BaseModel.withId(wanted.model())
                        .filter(base -> base.label().equals(head.baseModel()))
                        .isPresent(),
                "the release bundle is about another model");
        Instant provedAt = instant(head.writtenAt());
        Optional<Instant> before = folder.of(wanted.character()).stream()
                .filter(release -> release.model().equals(wanted.model()))
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

    private void write(VerifiedBundle proof, Wanted wanted, Instant provedAt, Path lora) throws IOException {
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
                    new PulledRelease(wanted.character(), wanted.model(), wanted.version(), name, provedAt, hashes),
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
