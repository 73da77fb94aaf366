package io.understudy.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.bundle.Hashes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("attack")
class LorasFolderTest {
    private static final String LORA = "ava_v1_10steps.safetensors";
    private static final List<String> NAMES = List.of("ava_v1_10steps.md", "ava_v1_10steps.json", LORA);
    private static final String STATE = ".understudy-pull.json";

    @TempDir
    Path folder;

    private static String content(String name) {
        return "of " + name;
    }

    private static PulledRelease release() {
        Map<String, String> files = new LinkedHashMap<>();
        NAMES.forEach(name -> files.put(name, Hashes.hex(content(name).getBytes(StandardCharsets.UTF_8))));
        return new PulledRelease("ava", "flux1-dev", "v-1", LORA, Instant.EPOCH, files);
    }

    /** @param missing the part that is not there, as if the process ended before it; empty for none */
    private static List<String> write(LorasFolder loras, String missing) throws IOException {
        Map<String, Path> parts = new LinkedHashMap<>();
        for (String name : NAMES) {
            Path part = loras.part();
            parts.put(name, part);
            if (!name.equals(missing)) {
                Files.writeString(part, content(name));
            }
        }
        return loras.write(release(), parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ava_v1_10steps.md", "ava_v1_10steps.json", LORA})
    void whatWasInterruptedIsWrittenAgainAndStaysOurs(String until) throws IOException {
        try (LorasFolder loras = LorasFolder.open(folder, new FileHashes())) {
            assertThatThrownBy(() -> write(loras, until)).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(folder.resolve(LORA)).doesNotExist();

        try (LorasFolder loras = LorasFolder.open(folder, new FileHashes())) {
            assertThat(folder).isDirectoryNotContaining("glob:**.part");
            assertThat(write(loras, "")).isEmpty();
            assertThat(loras.remove(loras.of("ava").getFirst())).isEmpty();
        }
        NAMES.forEach(name -> assertThat(folder.resolve(name)).doesNotExist());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ava_v1_10steps.md", "ava_v1_10steps.json", LORA})
    void aRemovalThatWasInterruptedIsFinished(String removed) throws IOException {
        try (LorasFolder loras = LorasFolder.open(folder, new FileHashes())) {
            write(loras, "");
        }
        Files.delete(folder.resolve(removed));

        try (LorasFolder loras = LorasFolder.open(folder, new FileHashes())) {
            assertThat(loras.remove(loras.of("ava").getFirst())).isEmpty();
            assertThat(loras.of("ava").getFirst().files()).isEmpty();
        }
        NAMES.forEach(name -> assertThat(folder.resolve(name)).doesNotExist());
    }

    @Test
    void theLoraIsRemovedBeforeItsCard() throws Exception {
        try (LorasFolder loras = LorasFolder.open(folder, new FileHashes());
                WatchService watch = folder.getFileSystem().newWatchService()) {
            write(loras, "");
            folder.register(watch, StandardWatchEventKinds.ENTRY_DELETE);

            loras.remove(loras.of("ava").getFirst());

            WatchKey removed = Objects.requireNonNull(watch.poll(1, TimeUnit.MINUTES));
            assertThat(removed.pollEvents().getFirst().context()).hasToString(LORA);
        }
    }

    @Test
    void anOlderCardIsNotTakenForAPersonsWhenItsReplacementWasInterrupted() throws IOException {
        String card = NAMES.getFirst();
        Map<String, String> files = new LinkedHashMap<>(release().files());
        files.put(card, Hashes.hex("newer".getBytes(StandardCharsets.UTF_8)));
        try (LorasFolder loras = LorasFolder.open(folder, new FileHashes())) {
            write(loras, "");
            assertThatThrownBy(() -> loras.write(release().withFiles(files), Map.of(card, loras.part())))
                    .isInstanceOf(NoSuchFileException.class);
        }

        try (LorasFolder loras = LorasFolder.open(folder, new FileHashes())) {
            assertThat(write(loras, "")).isEmpty();
        }
        assertThat(folder.resolve(card)).hasContent(content(card));
    }

    @Test
    void aLinkInPlaceOfTheLockIsNotFollowed() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.createSymbolicLink(folder.resolve(".understudy-pull.lock"), elsewhere);

        assertThatThrownBy(() -> LorasFolder.open(folder, new FileHashes())).isInstanceOf(IOException.class);
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    void aSidecarThatAPersonWroteIsKeptAndNeverRemoved() throws IOException {
        Files.writeString(folder.resolve("ava_v1_10steps.json"), "{\"notes\":\"mine\"}");
        try (LorasFolder loras = LorasFolder.open(folder, new FileHashes())) {
            assertThat(write(loras, "")).containsExactly("ava_v1_10steps.json");
            assertThat(loras.remove(loras.of("ava").getFirst())).isEmpty();
        }

        assertThat(folder.resolve("ava_v1_10steps.json")).hasContent("{\"notes\":\"mine\"}");
        assertThat(folder.resolve(LORA)).doesNotExist();
    }

    @Test
    void aLinkInPlaceOfAFileIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), content(LORA));
        try (LorasFolder loras = LorasFolder.open(folder, new FileHashes())) {
            write(loras, "");
            Files.delete(folder.resolve(LORA));
            Files.createSymbolicLink(folder.resolve(LORA), elsewhere);

            assertThat(loras.isOurs(release(), LORA)).isFalse();
            assertThat(loras.remove(loras.of("ava").getFirst())).containsExactly(LORA);
        }
        assertThat(elsewhere).hasContent(content(LORA));
    }

    @Test
    void aNoteThatLeadsOutOfTheFolderIsRefused() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), content(LORA));
        Path loras = Files.createDirectory(folder.resolve("loras"));
        try (LorasFolder opened = LorasFolder.open(loras, new FileHashes())) {
            write(opened, "");
        }
        String state = Files.readString(loras.resolve(STATE));
        for (String bent : List.of(state.replace(LORA, "../outside"), "no JSON", "{}")) {
            Files.writeString(loras.resolve(STATE), bent);
            assertThatThrownBy(() -> LorasFolder.open(loras, new FileHashes()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be read");
        }
        assertThat(outside).exists();
    }

    @Test
    void severalUseAFolderAtOnceAndKnowWhatTheOthersWrote() throws IOException {
        try (LorasFolder one = LorasFolder.open(folder, new FileHashes())) {
            Path underWay = Files.writeString(one.part(), "half of a file");
            try (LorasFolder other = LorasFolder.open(folder, new FileHashes())) {
                assertThat(underWay).exists();
                assertThat(write(other, "")).isEmpty();
            }
            PulledRelease bea =
                    new PulledRelease("bea", "flux1-dev", "v-2", "bea_v1_10steps.safetensors", Instant.EPOCH, Map.of());
            assertThat(one.write(bea, Map.of())).isEmpty();
            assertThat(one.all()).extracting(PulledRelease::character).containsExactly("ava", "bea");
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.session");
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        String session = ".understudy-6f2c1f0e-3d0b-4a6e-8f0f-6a1c1d1e2f3a";
        Files.writeString(folder.resolve(session + ".session"), "");
        Files.writeString(folder.resolve(session + "-1.part"), "half of a file");

        LorasFolder.open(folder, new FileHashes()).close();

        assertThat(folder).isDirectoryNotContaining("glob:**" + session + "*");
    }
}
