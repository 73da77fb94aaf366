package io.understudy;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What asks for text or numbers has a draft keeper, is part of a form that has one, or is listed with a reason. */
class KeptFormsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/understudy");

    private static final Pattern ASKS =
            Pattern.compile("new (?:Text|Number|Integer|BigDecimal|Email|Strength|Mention)Field\\(|new TextArea\\(");

    /** Parts of a form, by the class that keeps it. */
    private static final Map<String, String> PARTS = Map.ofEntries(
            entry("AffixDialog", "CaptionChangeDialog"),
            entry("CharacterForm", "EditCharacterDialog"),
            entry("EngineFields", "EngineDialog"),
            entry("ImportForm", "ImportView"),
            entry("MeasureRulesField", "ChecklistItemForm"),
            entry("MentionField", "CommentsPanel"),
            entry("ParameterForm", "LaunchForm"),
            entry("PictureFields", "RenderForm"),
            entry("RenameTagDialog", "CaptionChangeDialog"),
            entry("ReplaceDialog", "CaptionChangeDialog"),
            entry("SamplePromptField", "LaunchForm"),
            entry("VariationFields", "LaunchForm"));

    private static final String SEARCH = "searches, filters or compares: nothing is saved";
    private static final String ON_SERVER = "the server keeps the unsaved template";
    private static final String AT_ONCE = "saved as soon as it is typed";

    private static final Map<String, String> NOT_KEPT = Map.ofEntries(
            entry("CaptionBar", SEARCH),
            entry("CompareView", SEARCH),
            entry("InspectView", SEARCH),
            entry("RangeField", SEARCH),
            entry("RunFilterBar", SEARCH),
            entry("VersionPanel", SEARCH),
            entry("LoraRow", ON_SERVER),
            entry("SettingsEditor", ON_SERVER),
            entry("TemplateForm", ON_SERVER),
            entry("VariablesEditor", ON_SERVER),
            entry("FalSettings", AT_ONCE),
            entry("VerdictRow", AT_ONCE),
            entry("ExportOptionsDialog", "only a download follows from it"),
            entry("ExportPanel", "only a text to copy follows from it"),
            entry("FillPanel", "only a preview follows from it, and nothing ends it"),
            entry("NewPersonForm", "a draft belongs to an account, and there is none yet"),
            entry("PromptOutput", "only shown"),
            entry("SecretDialog", "only shown"),
            entry("StackLayerRow", "the address of the page has the stack, or SidePanel keeps it"));

    private final Map<String, String> screens = screens();

    @Test
    void everyFormKeepsWhatIsTypedIntoIt() {
        Set<String> forgetful = new TreeSet<>(asking());
        forgetful.removeIf(name -> keeps(name) || keeps(PARTS.getOrDefault(name, "")) || NOT_KEPT.containsKey(name));

        assertThat(forgetful).isEmpty();
    }

    @Test
    void onlyFormsThatExistAreExcused() {
        assertThat(asking()).containsAll(PARTS.keySet()).containsAll(NOT_KEPT.keySet());
    }

    /** A form may have a password field in its keeper, between others. */
    @Test
    void theBrowserKeepsNoPasswordField() {
        assertThat(text(Path.of("src/main/resources/META-INF/resources/studio/draft-keeper.js")))
                .contains("vaadin-text-field")
                .doesNotContain("password");
    }

    private Set<String> asking() {
        return screens.entrySet().stream()
                .filter(screen -> ASKS.matcher(screen.getValue()).find())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean keeps(String name) {
        return screens.getOrDefault(name, "").contains("new DraftKeeper(");
    }

    private static Map<String, String> screens() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            KeptFormsTest::text,
                            (one, other) -> one + other,
                            TreeMap::new));
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
