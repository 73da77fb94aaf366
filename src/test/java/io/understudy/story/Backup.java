package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.OtherProgram;
import io.understudy.support.OtherProgram.Answer;
import io.understudy.support.ServerCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What {@code docs/backup.md} tells an admin to do. */
final class Backup {
    private Backup() {}

    /** Copies the folder of something that has stopped into an empty place. */
    static Path copied(Path folder, Path elsewhere) throws Exception {
        Answer copy = OtherProgram.run(elsewhere, "cp", "-a", folder.toString(), "copy");
        assertThat(copy.status()).as(copy.output()).isZero();
        return elsewhere.resolve("copy");
    }

    /** Every object is there and has its hash. */
    static void isWhole(Path data, String... options) throws Exception {
        List<String> check = new ArrayList<>(List.of("fsck", "--understudy.data=" + data));
        check.addAll(Arrays.asList(options));
        Answer answer = OtherProgram.run(ServerCommand.ofProduct(check), Map.of(), data, "");
        assertThat(answer.output()).contains("all is well").doesNotContain(" 0 blobs", "\n0 blobs");
        assertThat(answer.status()).isZero();
    }
}
