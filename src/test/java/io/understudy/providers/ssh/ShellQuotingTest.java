package io.understudy.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.understudy.support.OtherProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellQuotingTest {
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "'",
            "''",
            "\"",
            "\\",
            "\\'",
            "$(touch pwned)",
            "`touch pwned`",
            "$HOME",
            "${IFS}",
            "; touch pwned",
            "&& touch pwned",
            "| cat",
            "> pwned",
            "a\nb",
            "a\r\n\tb",
            "*",
            "?",
            "[a-z]",
            "{a,b}",
            "~",
            "!!",
            "#no",
            "=x",
            "a=b",
            "-rf",
            "--",
            "é☃🎬",
            "%s%n",
            "\u0001\u007f",
            "'; touch pwned; '",
            "\\$(x)'\"`");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    @Tag("attack")
    void aShellReadsEveryWordAsItWasGiven(String shell) throws Exception {
        OtherProgram.assumeInstalled(shell);
        String words = ShellQuoting.command(HOSTILE);

        String read =
                OtherProgram.run(folder, shell, "-c", "printf '<%s>' " + words).output();

        assertThat(read).isEqualTo("<" + String.join("><", HOSTILE) + ">");
        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    @Test
    void aPlainWordStaysAsItIs() {
        assertThat(ShellQuoting.command("sbatch", "--chdir=/jobs/run-1", "job.sh"))
                .isEqualTo("sbatch --chdir=/jobs/run-1 job.sh");
        assertThatIllegalArgumentException().isThrownBy(() -> ShellQuoting.quote("a\0b"));
    }
}
