package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.KilledPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** An installation on PostgreSQL is copied and restored elsewhere; the release story does the same on H2, with a release. */
@BrowserTest
class RestoreDrillTest {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    @TempDir
    Path data;

    @TempDir
    Path database;

    @TempDir
    Path elsewhere;

    @TempDir
    Path otherMachine;

    @Test
    void whatIsRestoredIsWhatWasBackedUp() throws Exception {
        try (KilledPostgres postgres = new KilledPostgres(database);
                RunningServer server = new RunningServer(data, options(postgres));
                Browsers browsers = new Browsers()) {
            server.start();
            StorySetup.setUp(
                    new Story(browsers.open(), server, browsers, SCREENSHOTS),
                    server.announcedLink(),
                    "Ines Vik",
                    "ines@example.org");
        }
        Path copiedDatabase = Backup.copied(database, elsewhere);
        Path copiedData = Backup.copied(data, otherMachine);
        FileSystemUtils.deleteRecursively(data);
        FileSystemUtils.deleteRecursively(database);

        try (KilledPostgres postgres = new KilledPostgres(copiedDatabase);
                RunningServer server = new RunningServer(copiedData, options(postgres));
                Browsers browsers = new Browsers()) {
            Backup.isWhole(copiedData, options(postgres));
            server.start();
            Story ines = new Story(browsers.open(), server, browsers, SCREENSHOTS);
            StorySetup.signIn(ines, "ines@example.org");
            ines.open("characters/ava-lindqvist/dataset");
            ines.see("Ava Lindqvist");
            ines.page()
                    .waitForFunction(
                            "() => [...document.querySelectorAll('img[src*=\"/blobs/\"], img[src^=\"blobs/\"]')]"
                                    + ".filter(picture => picture.naturalWidth > 0).length > 3");
            ines.open("audit");
            ines.press("Verify trail");
            ines.see("unbroken");
            assertThat(browsers.problems()).isEmpty();
        }
    }

    private static String[] options(KilledPostgres postgres) {
        return new String[] {
            "--spring.datasource.url=" + postgres.url(),
            "--spring.datasource.username=postgres",
            "--spring.datasource.password="
        };
    }
}
