package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever makes a dialog is opened in {@code DialogAccessibilityTest}, or listed here with a reason. */
class CheckedDialogsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/understudy");
    private static final Path CHECKS = Path.of("src/test/java/io/understudy/story/DialogAccessibilityTest.java");

    private static final Pattern TYPE = Pattern.compile("(abstract )?class (\\w+)(?:<.*?>)? extends (\\w+)");
    private static final Pattern MADE = Pattern.compile("new (?:Form|Confirm)?Dialog\\(");
    private static final Pattern CHECKED = Pattern.compile("(?:dialog|check)\\(\\s*\"(\\w+)\"");

    private static final Map<String, String> NOT_CHECKED = Map.of(
            "ConsentReasonDialog", "WithdrawDialog is one, and adds nothing to it",
            "DecisionPanel", "asks for a reason as QueueControls does, and only for a run that is held",
            "FormDialog", "is the base of the others, and empty");

    @Test
    void everyDialogIsCheckedForAccessibility() {
        Set<String> unchecked = dialogs();
        unchecked.removeAll(checked());
        unchecked.removeAll(NOT_CHECKED.keySet());

        assertThat(unchecked).isEmpty();
    }

    @Test
    void onlyDialogsThatExistAreExcused() {
        assertThat(dialogs()).containsAll(NOT_CHECKED.keySet());
    }

    private static Set<String> checked() {
        return CHECKED.matcher(text(CHECKS))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** Classes that are dialogs, and those that build one themselves. */
    private static Set<String> dialogs() {
        Map<String, String> bases = new HashMap<>();
        Set<String> all = new TreeSet<>();
        Set<String> incomplete = new TreeSet<>();
        for (Map.Entry<String, String> source : sources().entrySet()) {
            Matcher types = TYPE.matcher(source.getValue());
            for (MatchResult type : types.results().toList()) {
                bases.put(type.group(2), type.group(3));
                if (type.group(1) != null) {
                    incomplete.add(type.group(2));
                }
            }
            if (MADE.matcher(source.getValue()).find()) {
                all.add(source.getKey());
            }
        }
        bases.keySet().stream()
                .filter(name -> !incomplete.contains(name) && isDialog(name, bases))
                .forEach(all::add);
        return all;
    }

    private static boolean isDialog(String name, Map<String, String> bases) {
        String base = bases.getOrDefault(name, "");
        return base.equals("Dialog") || base.equals("ConfirmDialog") || !base.isEmpty() && isDialog(base, bases);
    }

    /** By the name of the file; of two that are called the same, both. */
    private static Map<String, String> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            CheckedDialogsTest::text,
                            (one, other) -> one + other));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
